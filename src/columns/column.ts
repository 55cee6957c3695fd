/** Values beside key ids: typed while every value is a number, a plain array after the first other one. */
export type Column = Float64Array | readonly unknown[]

/** `undefined` is a value like any other: a plain array keeps it, and absence is the absence of an id. */
export const toColumn = (values: Column): Column => {
  if (values instanceof Float64Array) return values
  const length = values.length
  const typed = new Float64Array(length)
  for (let i = 0; i < length; i++) {
    const value = values[i]
    if (typeof value !== 'number') return values
    typed[i] = value
  }
  return typed
}
