/** Edges of buckets, each but the last open above; evenly spaced ones are found by division. */
export interface Buckets {
  readonly edges: readonly number[]
  /** The width of each, if all are of one. */
  readonly even: number | undefined
}

/** `count` buckets of one width from `min` to `max`, with whole edges where these come out. */
export const evenBuckets = (min: number, max: number, count: number): Buckets => {
  const whole = Math.trunc((max - min) / count)
  const width = whole * count === max - min ? whole : (max - min) / count
  const edges = Array.from({ length: count }, (_, i) => i * width + min)
  return { edges: [...edges, max], even: width }
}

export const givenBuckets = (edges: readonly number[]): Buckets => {
  const widths = edges.slice(1).map((edge, i) => edge - edges[i]!)
  const isEven = widths.every((width) => Math.abs(width - widths[0]!) < 1e-10)
  const even = isEven ? (edges.at(-1)! - edges[0]!) / (edges.length - 1) : undefined
  return { edges, even }
}

/** How many edges are not above `x`. */
const edgesBelow = (edges: readonly number[], x: number): number => {
  let [low, high] = [0, edges.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (x < edges[middle]!) high = middle
    else low = middle + 1
  }
  return low
}

/** Counts a number in the bucket it falls into, if it does; the last bucket holds its upper edge, too. */
export const countIn = ({ edges, even }: Buckets, counts: number[], x: number): number[] => {
  if (!(x >= edges[0]! && x <= edges.at(-1)!)) return counts
  const bucket = even === undefined ? edgesBelow(edges, x) - 1 : Math.trunc((x - edges[0]!) / even)
  counts[Math.min(bucket, counts.length - 1)]!++
  return counts
}
