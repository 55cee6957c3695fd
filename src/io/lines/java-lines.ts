/**
 * The oracle of line tests: Java's `readLine`, one character at a time. A line ends at `\n`, `\r` or `\r\n`, the last
 * one also at the end of the text.
 */
export const javaLines = (text: string): string[] => {
  const lines: string[] = []
  let line = ''
  let open = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!
    if (c !== '\n' && c !== '\r') {
      line += c
      open = true
      continue
    }
    if (c === '\r' && text[i + 1] === '\n') i++
    lines.push(line)
    line = ''
    open = false
  }
  return open ? [...lines, line] : lines
}
