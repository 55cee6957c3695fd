/** Python writes the exponent of a float with at least two digits: `1e-05`. */
const pythonExponent = (text: string): string => text.replace(/e([+-])(\d)$/, 'e$10$2')

const special = (n: number): string => {
  if (Number.isNaN(n)) return 'nan'
  return n > 0 ? 'inf' : '-inf'
}

/**
 * The text of a number: an integral value as Python's `int` of it (all digits, no `.0`, no exponent, −0 is `0`),
 * any other as Python's `repr` of the float. Both languages write the shortest digits that read back the same.
 */
export const numberText = (n: number): string => {
  if (Number.isSafeInteger(n)) return `${n}`
  if (Number.isInteger(n)) return BigInt(n).toString()
  if (!Number.isFinite(n)) return special(n)
  // Below 1e-4 Python changes to an exponent, JavaScript only below 1e-6. Above 2^53 every double is integral.
  return Math.abs(n) >= 1e-4 ? `${n}` : pythonExponent(n.toExponential())
}

/** As Python writes a float, whatever its value: `2.0`, `1e+16`. */
export const floatText = (n: number): string => {
  if (!Number.isInteger(n)) return numberText(n)
  return Math.abs(n) < 1e16 ? `${numberText(n)}.0` : pythonExponent(n.toExponential())
}
