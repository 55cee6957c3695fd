/**
 * Shown by the compiler where an operation on pairs is asked of a stream or RDD of something else. What to do is a type
 * parameter, because parameters are printed, and their defaults with them.
 */
export interface NotPairs<Message extends string = 'make pairs first: .map((x) => [x, 1])'> {
  readonly needsPairs: Message
}
