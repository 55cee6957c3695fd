/** One thing that every implementation of a seam does. */
export interface Law<Subject> {
  readonly name: string
  /** Makes an implementation anew and tries it; rejects with an AssertionError where the law does not hold. */
  check(subject: Subject): Promise<void>
}

/** The laws of a seam. They need no test runner, so that any can run them. */
export interface Contract<Subject> {
  /** `source`, `file system`, … */
  readonly seam: string
  readonly laws: readonly Law<Subject>[]
}

/** What laws are tried on: made for each, and freed again whatever came of it. */
export interface Bench<Subject, Kit> {
  begin(subject: Subject): Kit | Promise<Kit>
  end?(kit: Kit): void | Promise<void>
}

/** A contract of laws by name, each a function of what `begin` makes. */
export const contract = <Subject, Kit>(
  seam: string,
  { begin, end }: Bench<Subject, Kit>,
  laws: Readonly<Record<string, (kit: Kit) => void | Promise<void>>>,
): Contract<Subject> => ({
  seam,
  laws: Object.entries(laws).map(([name, law]) => ({
    name,
    async check(subject) {
      const kit = await begin(subject)
      try {
        await law(kit)
      } finally {
        await end?.(kit)
      }
    },
  })),
})
