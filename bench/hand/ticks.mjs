/** Calls `tick(k)` at `start + k · interval` for k = 1 … count, never earlier: the drift-free loop by hand. */
export const ticks = (start, interval, tick) =>
  new Promise((resolve) => {
    let k = 1
    const due = () => start + k * interval
    const fire = () => {
      if (Date.now() < due()) return arm()
      const goOn = tick(due())
      k++
      return goOn ? arm() : resolve()
    }
    const arm = () => setTimeout(fire, Math.max(0, due() - Date.now()))
    arm()
  })
