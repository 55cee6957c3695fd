import { inAttempt, Updates } from '../scheduler/updates.ts'

/**
 * Runs functions of the user for the sake of a check. What they do beside returning a value is not to count: what they
 * add to accumulators is gathered as an attempt's, and dropped.
 */
export const withoutEffects = <R>(f: () => R): R => inAttempt(new Updates(), f)
