/** The two lines by which every measured program answers; `METRIC` is the last line it prints. */
export const report = (answer, startedAt) => {
  const ms = performance.now() - startedAt
  console.log(`ANSWER ${answer}`)
  console.log(`METRIC ${ms.toFixed(3)}`)
}
