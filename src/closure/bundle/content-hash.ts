import { spread } from '../../columns/structural.ts'

const FACTORS = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f] as const

const rotate = (h: number, by: number): number => (h << by) | (h >>> (32 - by))

const hex = (h: number): string => (h >>> 0).toString(16).padStart(8, '0')

/**
 * 128 bits that tell contents apart: four lanes that each take in every byte, mixed with one another at the end. Not
 * made against attackers (the cache belongs to the user alone); loading node:crypto would cost every start 4 ms.
 */
export const contentHash = (data: string | Uint8Array): string => {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data
  const { length } = bytes
  let a = length ^ FACTORS[0]
  let b = length ^ FACTORS[1]
  let c = length ^ FACTORS[2]
  let d = length ^ FACTORS[3]
  for (let i = 0; i < length; i++) {
    const byte = bytes[i]!
    a = rotate(Math.imul(a ^ byte, FACTORS[0]), 13)
    b = rotate(Math.imul(b ^ byte, FACTORS[1]) + a, 15)
    c = rotate(Math.imul(c ^ byte, FACTORS[2]) + b, 17)
    d = rotate(Math.imul(d ^ byte, FACTORS[3]) + c, 19)
  }
  a = spread(a ^ d)
  b = spread(b ^ a)
  c = spread(c ^ b)
  d = spread(d ^ c)
  return hex(a) + hex(b) + hex(c) + hex(d)
}
