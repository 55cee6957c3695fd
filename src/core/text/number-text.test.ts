import { expect, it } from 'vitest'
import { numberText } from './number-text.ts'

it.each([
  [0, '0'],
  [-0, '0'],
  [-3, '-3'],
  [2.5, '2.5'],
  [0.0001, '0.0001'],
  [0.00009999, '9.999e-05'],
  [-1e-5, '-1e-05'],
  [1.5e-10, '1.5e-10'],
  [5e-324, '5e-324'],
  [1e16, '10000000000000000'],
  [1.5e22, '15000000000000000000000'],
  [NaN, 'nan'],
  [Infinity, 'inf'],
  [-Infinity, '-inf'],
])('%d is %s', (n, text) => expect(numberText(n)).toBe(text))
