/** Keeps the processor busy for `ms`, as one synchronous user call does. */
export const busy = (ms) => {
  const end = performance.now() + ms
  while (performance.now() < end);
}
