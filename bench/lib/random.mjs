/**
 * xorshift32: fast, and the same numbers on every machine. Never 0. Benches need equal data, not good randomness,
 * but single bits of it are weak: callers take ranges, not bits.
 */
export const makeRandom = (seed) => {
  let state = seed | 0
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}
