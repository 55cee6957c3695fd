import v8 from 'node:v8'
import vm from 'node:vm'

v8.setFlagsFromString('--expose-gc')

/** Frees what nothing refers to, so that a test can see what something does. */
export const collectGarbage = vm.runInNewContext('gc') as () => void
