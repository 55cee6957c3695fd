/** A file system's clock ticks every 4 to 16 ms: what was written just after a moment may carry a time before it. */
export const CLOCK_TICK = 16
