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
