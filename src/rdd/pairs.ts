/** Shown by the compiler where an operation on pairs is asked of a stream or RDD of something else. */
export interface NotPairs<Message extends string> {
  readonly needsPairs: Message
}
