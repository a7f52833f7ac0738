import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from '../../../src/channels/email/parse.js'
import { readMailboxes } from '../../../src/channels/email/parse-address.js'
import { openRunner, type Runner } from '../../../src/channels/email/parse-runner.js'
import type { InboundEvent } from '../../../src/core/model/event.js'
import { letter, mailroom, readMessage } from './letters.js'

let runner: Runner
beforeAll(async () => {
  runner = openRunner()
  await parse(letter(''), mailroom, runner)
})
afterAll(() => runner.close())

const parsed = (raw: Uint8Array) => parse(raw, mailroom, runner)
async function textOf(raw: Uint8Array): Promise<string> {
  const [event] = await parsed(raw)
  return event?.type === 'message' ? event.text : `(${event?.type})`
}
/** Milliseconds of processor time since, which a busy machine does not change. */
function startCost(): () => number {
  const start = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1_000
  }
}
const crlf = (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'))

describe('D31, D17: letters that break mail parsers show their words', () => {
  const nested = (depth: number) =>
    Array.from({ length: depth }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\n\n--b${n}\n`).join('')
  const traps: Readonly<Record<string, () => Buffer>> = {
    '2,000 nested parts': () => crlf(`From: a@x.example\n${nested(2_000)}Content-Type: text/plain\n\nhello\n`),
    'a subject of 10 MB': () => crlf(`From: a@x.example\nSubject: ${'x'.repeat(10_000_000)}\n\nhello\n`),
    '50,000 nested elements': () => crlf(`From: a@x.example\nContent-Type: text/html\n\n${'<div>'.repeat(50_000)}hello`),
    '5 MB of tables': () => crlf(`From: a@x.example\nContent-Type: text/html\n\nhello${'<table><tr><td>'.repeat(350_000)}`),
    '50,000 recipients': () =>
      crlf(`From: a@x.example\nTo: ${Array.from({ length: 50_000 }, (_, n) => `u${n}@x.example`).join(',\n ')}\n\nhello\n`),
    '100,000 headers': () => crlf(`From: a@x.example\n${'X-A: b\n'.repeat(100_000)}\nhello\n`),
    'no end of the last part': () => crlf('From: a@x.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhello'),
    'a boundary that never comes': () =>
      crlf('From: a@x.example\nContent-Type: multipart/mixed; boundary=b\n\nhello, this is all that there is to read in this letter'),
    'no empty line before the words': () =>
      crlf('From: a@x.example\nSubject: x\nhello, here is what I have to say:\nthe phone is broken\n'),
    'a part without an empty line': () => crlf('From: a@x.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\nhello you\n--b--\n'),
    'a broken line among the headers': () =>
      crlf('From: a@x.example\nSubject: long\nand broken\nContent-Transfer-Encoding: base64\n\naGVsbG8=\n'),
    'words under base64': () => crlf('From: a@x.example\nContent-Transfer-Encoding: base64\n\nhello! The phone is broken; what now?\n'),
    'NUL bytes': () => Buffer.from('From: a@x.example\r\nSubject: \0x\0\r\n\r\nhel\0lo\r\n'),
    'base64 that is none': () => crlf('From: a@x.example\nContent-Transfer-Encoding: base64\n\naGVsbG8gYWdhaW4%sIGFuZCBhZ2Fpbg==\n'),
    'unclosed comments, tags and styles': () =>
      crlf(`From: a@x.example\nContent-Type: text/html\n\nhello${'<!--<style><a '.repeat(20_000)}`),
    'a thousand ends without a start': () =>
      crlf(`From: a@x.example\nContent-Type: text/html\n\n${'</blockquote></li></a>'.repeat(1_000)}hello`),
  }
  for (const [name, make] of Object.entries(traps)) {
    it(name, async () => {
      const raw = make()
      expect(await textOf(raw)).toContain('hello')
    })
  }
})

it('D18: bombs in address headers cost nothing', () => {
  for (const bomb of [
    '('.repeat(500_000),
    '"'.repeat(500_001),
    '<'.repeat(500_000),
    'a:'.repeat(250_000),
    '"\\'.repeat(200_000),
    `${'a@b.c,'.repeat(100_000)}`,
    '@'.repeat(300_000),
  ]) {
    const cost = startCost()
    expect(readMailboxes(bomb).length).toBeLessThanOrEqual(50)
    expect(cost()).toBeLessThan(100)
  }
})

it('hostile headers, quotes and HTML take time in proportion to their length', async () => {
  for (const body of [
    '> '.repeat(200_000),
    'On 1 2020 a@b '.repeat(30_000),
    `${'От: '.repeat(50_000)}:`,
    '=?utf-8?q?'.repeat(50_000),
    'a\n'.repeat(200_000),
    '1:00 <a@'.repeat(50_000),
  ]) {
    const cost = startCost()
    await readMessage(letter(`X: =?utf-8?q?${'=?'.repeat(20_000)}\nAuthentication-Results: mx.desk.example; ${'(a'.repeat(20_000)}`, body))
    expect(cost()).toBeLessThan(1_000)
  }
})

it('a reader that hangs is stopped, another letter is read, and the hung one is kept for a person', async () => {
  const impatient = openRunner(1)
  const heavy = crlf(`From: a@x.example\nSubject: Heavy\nContent-Type: text/html\n\n${'<p>hello '.repeat(400_000)}`)
  expect(await parse(heavy, mailroom, impatient)).toEqual([
    expect.objectContaining({ type: 'unreadable', reason: 'not read within 1 ms', sender: { externalId: 'a@x.example', name: null } }),
  ])
  await impatient.close()
  expect(await textOf(letter('', 'hello'))).toBe('hello')
})

it('D15: one broken letter among a hundred leaves ninety-nine read, in their order', async () => {
  const letters = Array.from({ length: 100 }, (_, n) =>
    n === 50 ? Buffer.from([0, 255, 0, 254]) : letter(`Message-ID: <${n}@x.example>`, `letter ${n}`),
  )
  const texts = await Promise.all(letters.map(textOf))
  expect(texts.filter((text, n) => text === `letter ${n}`)).toHaveLength(99)
})

it('whatever is done to a letter, it is read or kept for a person, never empty, never twice, with clean text', async () => {
  const folder = join(import.meta.dirname, 'fixtures/charsets')
  const seeds = [
    ...readdirSync(folder).map((name) => readFileSync(join(folder, name))),
    crlf(
      'From: a@x.example\nMessage-ID: <1@x>\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>hello\n--b\nContent-Type: image/png; name="a.png"\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b--\n',
    ),
  ]
  const spots = [
    '\r\n',
    '\r\n\r\n',
    '--b',
    ':',
    ';',
    '=',
    '"',
    '=?utf-8?q?',
    '\0',
    'boundary=',
    '<',
    '(',
    '\u2028',
    'Content-Type: multipart/mixed; boundary=b\r\n',
    '\ud800',
  ]
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.nat(60),
    put: fc.oneof(fc.constantFrom(...spots), fc.string({ unit: 'binary', maxLength: 20 })),
  })
  const mutated = fc.tuple(fc.constantFrom(...seeds), fc.array(change, { minLength: 1, maxLength: 6 })).map(([seed, changes]) =>
    changes.reduce((raw, { at, remove, put }) => {
      const place = Math.floor(at * raw.length)
      return Buffer.concat([raw.subarray(0, place), Buffer.from(put, at > 0.5 ? 'latin1' : 'utf8'), raw.subarray(place + remove)])
    }, seed),
  )
  const isSound = (event: InboundEvent): boolean => {
    if (event.externalId === '' || event.conversation === '' || event.sender.externalId === '' || Number.isNaN(Date.parse(event.at)))
      return false
    if (event.type === 'unreadable') return event.reason !== ''
    return (
      event.type === 'message' &&
      (event.text.trim() !== '' || event.files.length > 0) &&
      !/\0|\p{Cs}/u.test(`${event.text}${event.whole}${event.letter?.subject}${event.sender.name}`)
    )
  }
  await fc.assert(
    fc.asyncProperty(mutated, async (raw) => {
      const events = await parsed(raw)
      expect(events).toHaveLength(1)
      expect(events.filter((event) => !isSound(event))).toEqual([])
      expect(await parsed(raw)).toEqual(events)
    }),
    { numRuns: 200 },
  )
})
