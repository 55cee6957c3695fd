/**
 * A list made by the engine (groupByKey, cogroup, glom, window lists). An array in every respect, except that output
 * prints it as a Python list `[1, 2]`, while an array made by the user prints as a tuple `(1, 2)`.
 */
export class Group<T> extends Array<T> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array
  }
}

/** Makes an array the engine built into a group, in place. */
export const asGroup = <T>(items: T[]): Group<T> => Object.setPrototypeOf(items, Group.prototype)
