import { javaHash } from '../../columns/java-hash.ts'

interface Named {
  readonly identity: string
}

/** Longer lists of parents are told by a hash: at every diamond of a plan the text would double. */
const LONGEST = 200

let scope: { readonly identity: string; made: number } | undefined

/** How many children of one name a node has been given, for nodes made by hand. */
const children = new WeakMap<Named, Map<string, number>>()

/**
 * Nodes made while `f` runs belong to the operator of a stream: they have its identity (the further ones with a number),
 * whatever else asked for the same parent in this batch.
 */
export const within = <R>(identity: string, f: () => R): R => {
  const outer = scope
  scope = { identity, made: 0 }
  try {
    return f()
  } finally {
    scope = outer
  }
}

const joined = (parents: readonly Named[]): string => {
  const text = parents.map(({ identity }) => identity).join('+')
  return text.length > LONGEST ? `~${(javaHash(text) >>> 0).toString(36)}` : text
}

/** The place among the children of one name that a parent has, by the order of their making. */
const numbered = (parent: Named, name: string): string => {
  const names = children.get(parent) ?? new Map<string, number>()
  children.set(parent, names)
  const n = names.get(name) ?? 0
  names.set(name, n + 1)
  return n === 0 ? name : `${name}#${n}`
}

/**
 * The stable identity of a new node: kinds along its lineage and its place among siblings, never a line number; the
 * same in every run of the same program.
 */
export const identityOf = (parents: readonly Named[], name: string): string => {
  if (scope !== undefined) {
    const n = scope.made++
    return n === 0 ? scope.identity : `${scope.identity}.${n}`
  }
  const [first] = parents
  return first === undefined ? name : `${joined(parents)}/${numbered(first, name)}`
}
