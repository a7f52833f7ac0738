import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mayReach } from '../../../src/channels/api/addresses.js'
import { openApiChannel } from '../../../src/channels/api/index.js'
import { apiSettings } from '../../../src/channels/api/settings.js'
import { until } from '../../support/until.js'
import { accountId, openDoor } from './door.js'

let door: Awaited<ReturnType<typeof openDoor>>
beforeAll(async () => {
  door = await openDoor()
})
afterAll(() => door.close())

const limit = () => AbortSignal.timeout(5_000)
const failed = (result: Promise<unknown>): Promise<unknown> =>
  result.then(
    (value) => value,
    (error: unknown) => error,
  )
const closedOff = () =>
  openApiChannel(apiSettings.parse({ url: 'https://gateway.example/', secret: door.gateway.secret }), { accountId, now: Date.now })

test('a file comes as it is', async () => {
  const bytes = Buffer.from([0, 255, 10, 13])
  const url = door.gateway.host('photo.png', bytes)
  expect(await buffer(await door.channel.fetchFile(url, limit()))).toEqual(bytes)
})

test.each([
  ['is gone', 404, {}, 'refused'],
  ['has moved, wherever to', 302, { location: 'http://169.254.169.254/latest' }, 'refused'],
  ['is busy', 503, {}, 'unreachable'],
])('a file that %s', async (_what, status, headers, kind) => {
  const url = door.gateway.host('x', Buffer.from('x'))
  door.gateway.faults.add('file', { type: 'answer', status, body: {}, headers })
  expect(await failed(door.channel.fetchFile(url, limit()))).toMatchObject({ kind })
})

describe('a file that is too large is refused', () => {
  test('by its word', async () => {
    const url = door.gateway.host('large', Buffer.alloc(20 * 1024 * 1024 + 1), { 'content-length': String(20 * 1024 * 1024 + 1) })
    expect(await failed(door.channel.fetchFile(url, limit()))).toMatchObject({ kind: 'refused' })
  })

  test('by its bytes, and no more of it is read', async () => {
    let isLeft = false
    const endless = createServer((_request, response) => {
      response.on('close', () => {
        isLeft = true
      })
      const chunk = Buffer.alloc(1024 * 1024)
      const pour = () => {
        while (!isLeft && response.write(chunk));
        if (!isLeft) response.once('drain', pour)
      }
      pour()
    })
    await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve))
    const { port } = endless.address() as { port: number }
    const content = await door.channel.fetchFile(`http://127.0.0.1:${port}/`, limit())
    expect(await failed(buffer(content))).toMatchObject({ kind: 'refused' })
    await until('the connection is given up', () => isLeft)
    endless.close()
  })
})

test('a server that drips or falls silent is left when the time is up', async () => {
  const drip = createServer((_request, response) => {
    const timer = setInterval(() => response.write('x'), 20)
    response.on('close', () => clearInterval(timer))
  })
  await new Promise<void>((resolve) => drip.listen(0, '127.0.0.1', resolve))
  const { port } = drip.address() as { port: number }
  const content = await door.channel.fetchFile(`http://127.0.0.1:${port}/`, AbortSignal.timeout(300))
  expect(await failed(buffer(content))).toMatchObject({ kind: 'unreachable' })
  drip.close()
  door.gateway.faults.add('file', { type: 'hang', when: 'before' })
  expect(await failed(door.channel.fetchFile(`${door.gateway.origin}/files/x`, AbortSignal.timeout(200)))).toMatchObject({
    kind: 'unreachable',
  })
})

describe('nothing is sent to a network that is nobody’s business (G8, G10):', () => {
  test.each([
    'http://127.1/',
    'http://0x7f.1/',
    'http://2130706433/',
    'https://localhost/',
    'https://[::]/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://169.254.169.254/latest/meta-data',
    'https://10.1.2.3/',
    'https://172.31.0.1/',
    'https://192.168.1.1/',
    'https://100.100.100.200/',
    'https://0.0.0.0/',
    'https://[fe80::1]/',
    'https://[fd00:ec2::254]/',
  ])('%s', async (address) => {
    expect(await failed(closedOff().fetchFile(address, limit()))).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('private'),
    })
  })

  test('also by a name that leads there', async () => {
    const url = door.gateway.host('inside', Buffer.from('secret')).replace('127.0.0.1', 'localhost')
    expect(await failed(closedOff().fetchFile(url, limit()))).toMatchObject({ kind: 'refused' })
    expect(await buffer(await door.channel.fetchFile(url, limit()))).toEqual(Buffer.from('secret'))
  })

  test('and with leave for private networks metadata and link-local addresses stay closed', () => {
    const allowed = { allowPrivate: true }
    for (const address of ['127.0.0.1', '10.0.0.1', '192.168.0.1', 'fd12::1', '::1', '8.8.8.8', '2a00:1450::1'])
      expect(mayReach(address, allowed)).toBe(true)
    for (const address of [
      '169.254.169.254',
      'fe80::1',
      'fd00:ec2::254',
      '::ffff:10.0.0.1',
      '0:0:0:0:0:ffff:7f00:1',
      '64:ff9b::a00:1',
      '224.0.0.1',
    ])
      expect(mayReach(address, allowed)).toBe(false)
  })

  test('while the public network is open', () => {
    for (const address of ['8.8.8.8', '172.32.0.1', '100.63.0.1', '2a00:1450:4001::1'])
      expect(mayReach(address, { allowPrivate: false })).toBe(true)
  })
})
