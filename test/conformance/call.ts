/** An operator that a program uses and the API lacks: never to be taken for the error that a program expects. */
export class MissingOperator extends Error {}

/** Calls a method by name, as the recorded programs do. */
export const call = (target: object, method: string, args: readonly unknown[]): unknown => {
  const found: unknown = Reflect.get(target, method)
  if (typeof found === 'function') return found.apply(target, args)
  throw new MissingOperator(`${target.constructor.name} has no ${method}`)
}
