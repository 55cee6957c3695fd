import { expect, it } from 'vitest'
import { namingOutputs } from './types.mjs'

it('names the files that lie beside the declarations', () => {
  const text = `import type { A } from './a.ts'
export * from "../b/c.ts"
export declare const d: import('./d.ts').D
export declare const path: '/x/y.ts'
export * from './e.js'
`
  expect(namingOutputs(text)).toBe(`import type { A } from './a.js'
export * from "../b/c.js"
export declare const d: import('./d.js').D
export declare const path: '/x/y.ts'
export * from './e.js'
`)
})
