import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJson } from '../../../src/channels/shared/read-json.js'

const read = (text: string, maxDepth?: number) => readJson(Buffer.from(text), maxDepth)

test('whatever JSON can hold is read', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const text = JSON.stringify(value)
      expect(read(text)).toEqual({ isRead: true, value: JSON.parse(text) })
    }),
  )
})

test.each([
  ['[[[1]]]', 3, true],
  ['[[[1]]]', 2, false],
  ['[[],[],[{"a":{}}]]', 4, true],
  ['[[],[],[{"a":{}}]]', 3, false],
  ['["[[[[[[","\\"[[[[","\\\\"]', 1, true],
  [`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 64, false],
  ['['.repeat(5_000_000), 64, false],
])('depth is counted outside of texts: case %#', (text, maxDepth, isRead) => {
  expect(read(text, maxDepth)).toMatchObject(isRead ? { isRead } : { isRead, problem: 'nested too deep' })
})

test('no bytes make it throw', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => void readJson(bytes)))
  expect(readJson(Buffer.from([0xff]))).toEqual({ isRead: false, problem: 'not UTF-8' })
  expect(read('{"a":')).toEqual({ isRead: false, problem: 'not JSON' })
})

test('an unterminated text takes no longer than a terminated one', () => {
  const started = performance.now()
  expect(read(`"${'\\"'.repeat(500_000)}`)).toEqual({ isRead: false, problem: 'not JSON' })
  expect(performance.now() - started).toBeLessThan(2_000)
})
