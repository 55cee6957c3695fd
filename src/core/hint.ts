/**
 * Makes TypeScript infer `[string, number]` for `w => [w, 1]` without an annotation: a type parameter that may be a
 * tuple of hints is inferred as a tuple.
 */
export type Hint = {} | null | undefined | void | [] | Hint[]

/**
 * Makes a pair where inference cannot see one: in a function declared apart, or inside a native array's `map`.
 * @example
 * const one = (w: string) => pair(w, 1)   // [string, number]
 */
export const pair = <K, V>(key: K, value: V): [K, V] => [key, value]
