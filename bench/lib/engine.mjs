import { engineIsBuilt, tapIsBuilt } from './paths.mjs'

/** The side when the engine is built; otherwise nothing, said once by `requireEngine`. */
export const ifBuilt = (side) => (engineIsBuilt() ? side : undefined)
export const ifTapBuilt = (side) => (tapIsBuilt() ? side : undefined)

/** A bench that has nothing to measure without the build ends here. */
export const requireEngine = (built = engineIsBuilt()) => {
  if (built) return
  console.error('the engine is not built: run npm run build')
  process.exit(2)
}

/** A bench that still has its reference sides goes on and says so. */
export const noteEngine = (built = engineIsBuilt()) => {
  if (!built) console.log('engine: skipped (not built: run npm run build)')
}
