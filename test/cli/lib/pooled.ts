/** Runs `count` pieces of work, at most `width` at a time; their results in order. */
export const pooled = async <T>(
  count: number,
  width: number,
  work: (i: number) => Promise<T>,
): Promise<T[]> => {
  const results: T[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < count) {
      const i = next++
      results[i] = await work(i)
    }
  }
  await Promise.all(Array.from({ length: width }, lane))
  return results
}
