import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { SendError } from '../../src/core/channel.js'
import { openTestCore, type TestCore } from '../support/core.js'

let core: TestCore

beforeEach(async () => {
  core = await openTestCore()
})
afterEach(() => core.close())

const bytes = 'счёт за доставку'
const file = { name: 'счёт.txt', contentType: 'application/octet-stream', sizeBytes: 30, ref: { remote: 'kept-there' } }
const sendFile = async (): Promise<void> => {
  await core.arrive({ type: 'message', text: 'Верните деньги, вот счёт', files: [file] })
  await core.settle()
}
const files = () => core.rows<{ state: string; failure: string | null }>('select state, stored, name, size_bytes, failure from files')
const lastSaid = () => core.delivered.at(-1)?.text ?? ''

it('a file that the platform keeps is brought after the message was acknowledged', async () => {
  const asked: string[] = []
  core.setKeeper(async (remote) => {
    asked.push(`${remote}, ${core.delivered.length} told`)
    return Readable.from([Buffer.from(bytes)])
  })
  await sendFile()
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatch(/^kept-there/)
  expect(await files()).toMatchObject([
    { state: 'stored', stored: expect.stringMatching(/^[0-9a-f]{64}$/), size_bytes: Buffer.byteLength(bytes) },
  ])
  expect(await core.rows(`select from feed where what = 'conversation'`)).not.toEqual([])
})

it('a file is asked for again while the platform is away, and the customer is not troubled', async () => {
  await sendFile()
  expect(await files()).toMatchObject([{ state: 'waiting', failure: expect.stringContaining('away') }])
  const told = core.delivered.length
  core.setKeeper(async () => Readable.from([Buffer.from(bytes)]))
  core.move(60_000)
  await core.settle()
  await core.settle()
  expect(await files()).toMatchObject([{ state: 'stored' }])
  expect(core.delivered).toHaveLength(told)
})

it.each([
  ['is too large for the platform', new SendError('refused', 'too-large: 31457280 bytes'), /больше 20 МБ/],
  ['is gone', new SendError('refused', 'gone: no such file'), /ещё раз/],
])('the customer is asked for another when a file %s', async (_, problem, words) => {
  core.setKeeper(() => Promise.reject(problem))
  await sendFile()
  await core.settle()
  expect(await files()).toMatchObject([{ state: 'lost' }])
  expect(lastSaid()).toMatch(words)
})

it('a file larger than the desk takes is not kept in part', async () => {
  core.setKeeper(async () =>
    Readable.from(
      (function* () {
        for (let count = 0; count < 25; count++) yield Buffer.alloc(1024 * 1024, 97)
      })(),
    ),
  )
  await sendFile()
  await core.settle()
  expect(await files()).toMatchObject([{ state: 'lost', stored: null, failure: 'too-large' }])
  expect(lastSaid()).toMatch(/больше 20 МБ/)
})
