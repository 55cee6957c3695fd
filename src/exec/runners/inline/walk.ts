import type { Slices } from '../../scheduler/slice.ts'

/** Enters a kernel, slice by slice, until it is done. */
export const walk = async (slices: Slices, kernel: () => boolean): Promise<void> => {
  while (slices.enter(kernel)) await slices.turn()
}
