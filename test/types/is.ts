// oxlint-disable typescript/no-unnecessary-type-parameters -- two functions are the same type only for the same A and B
type Equal<A, B> =
  (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false
// oxlint-enable typescript/no-unnecessary-type-parameters

/** Compiles only when the value is of exactly this type. */
export type Is = <Expected>() => <Actual>(
  value: Actual,
  ...wrong: Equal<Actual, Expected> extends true ? [] : [expected: Expected, but: Actual]
) => void
