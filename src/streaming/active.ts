import type { StreamingContext } from './streaming-context.ts'

/** One context of a process may be active; those that wait for their start are known, too. */
let active: StreamingContext | undefined
const unstarted = new Set<StreamingContext>()

export const activeContext = (): StreamingContext | undefined => active

export const unstartedContexts = (): readonly StreamingContext[] => [...unstarted]

export const made = (context: StreamingContext): void => void unstarted.add(context)

export const started = (context: StreamingContext): void => {
  unstarted.delete(context)
  active = context
}

export const ended = (context: StreamingContext): void => {
  unstarted.delete(context)
  if (active === context) active = undefined
}
