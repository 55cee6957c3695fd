/** The class of an object as its reader knows it. */
export const classNameOf = (value: object): string => {
  const maker: unknown = Reflect.get(value, 'constructor')
  if (typeof maker === 'function' && maker.name !== '') return maker.name
  const tag: unknown = Reflect.get(value, Symbol.toStringTag)
  return typeof tag === 'string' ? tag : 'Object'
}

/** The text that an object gives itself, by a `toString` of its own or of its class; else undefined. */
export const ownTextOf = (value: object): string | undefined => {
  const method: unknown = Reflect.get(value, 'toString')
  if (typeof method !== 'function' || method === Object.prototype.toString) return undefined
  return String(method.call(value))
}
