import { expect, it } from 'vitest'
import { nameDynamicImports } from './command.mjs'

it('names import() in code and leaves text as it is', () => {
  const text = `
const a = import('x');
const b = "import('x')", c = /import(y)/, d = \`import(\${import(a)})\`;
// import(e)
const f = { import() {} }, g = f.import(1);
`
  expect(nameDynamicImports(text)).toBe(`
const a = $mport('x');
const b = "import('x')", c = /import(y)/, d = \`import(\${$mport(a)})\`;
// import(e)
const f = { import() {} }, g = f.import(1);
`)
})

it('refuses a program that uses the name itself', () => {
  expect(() => nameDynamicImports('const $mport = 1')).toThrow('taken by the loader')
})

it('refuses what the loader would read wrongly', () => {
  expect(() => nameDynamicImports("const a = 'ä'")).toThrow('not ASCII')
})
