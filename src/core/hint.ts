/**
 * Makes TypeScript infer `[string, number]` for `w => [w, 1]` without an annotation: a type parameter that may be a
 * tuple of hints is inferred as a tuple.
 */
export type Hint = {} | null | undefined | void | [] | Hint[]

/**
 * The same for a value that is given, such as the zero of an aggregate: `0` is a number, `[0, '']` a tuple. (A constraint
 * that names null or undefined would keep `0` a literal.)
 */
export type ZeroHint = {} | [] | Hint[]

/**
 * Makes a pair where inference cannot see one: in a function declared apart, or inside a native array's `map`.
 * @example
 * const one = (word: string) => pair(word, 1)
 * await sc.parallelize(['be', 'be']).map(one).reduceByKey((a, b) => a + b).collect()
 * // [ [ 'be', 2 ] ]
 * // Without `pair` what `one` gives has the type (string | number)[], which is no pair.
 */
export const pair = <K, V>(key: K, value: V): [K, V] => [key, value]
