/**
 * Adds methods to a façade class, the one hook by which our own parts and optional packages do it
 * (types come along by module augmentation).
 * @example
 * extend(RDD, { second(this: RDD<unknown>) { return this.take(2) } })
 */
export const extend = (
  target: { readonly prototype: object },
  // oxlint-disable-next-line typescript/no-explicit-any -- methods of every signature
  methods: Record<string, (this: any, ...args: any[]) => unknown>,
): void => {
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(target.prototype, name, { value, writable: true, configurable: true })
  }
}
