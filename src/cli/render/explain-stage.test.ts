import { Chalk } from 'chalk'
import { expect, it } from 'vitest'
import { explainStage } from './explain-stage.ts'

const color = new Chalk({ level: 0 })

const headOf = (shape: string): string | undefined =>
  explainStage({ type: 'StageCompiled', name: 'tap-stage-1', shape, text: '' }, color).split(
    '\n',
  )[0]

it('names operators with their places, whatever stands in the path of a file', () => {
  const file = '/a b, (c) #1 50%/no such é.mjs'
  const shape = `lines > flatMap.element(${file}:5:8#flatMap) > map.value(${file}:6:9#mapValues) > combine(#add,${file}:7:1#reduceByKey)`
  expect(headOf(shape)).toBe(
    `tap-stage-1  lines > flatMap(${file}:5 flatMap) > map on the value(${file}:6 mapValues) > combine(#add,${file}:7 reduceByKey)`,
  )
})

it('leaves a shape without places alone', () => {
  expect(headOf('rows > take() > foreach(#count)')).toBe(
    'tap-stage-1  rows > take() > foreach(#count)',
  )
})
