/** Lines of aligned columns; the first column to the left, the others to the right. */
export const printTable = (header, rows) => {
  const table = [header, ...rows].map((row) => row.map(String))
  const widths = header.map((_, column) => Math.max(...table.map((row) => row[column].length)))
  const cell = (text, column) =>
    column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column])
  for (const row of table) console.log(`  ${row.map(cell).join('   ').trimEnd()}`)
}

/** Three significant digits, without an exponent. */
export const short = (value) => {
  const size = Math.abs(value)
  if (size >= 100) return value.toFixed(0)
  if (size >= 10) return value.toFixed(1)
  return value.toFixed(2)
}
