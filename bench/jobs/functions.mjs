/**
 * The user's functions of the measured jobs. They live in a module of their own and capture their settings, as
 * functions of a real job do: nothing here can be recognised from its text alone.
 */
export const wordFunctions = (separator) => ({
  split: (line) => line.split(separator),
  one: (word) => [word, 1],
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
})

export const contains = (needle) => (line) => line.includes(needle)

/** Running sums from `zero`, as updateStateByKey and mapWithState ask for them. */
export const sumFunctions = (zero) => ({
  update: (values, state) => {
    let sum = state ?? zero
    for (let i = 0; i < values.length; i++) sum += values[i]
    return sum
  },
  touch: (key, value, state) => {
    const sum = (state.getOption() ?? zero) + value
    state.update(sum)
    return [key, sum]
  },
})
