import { createHash } from 'node:crypto'
import { connect, createServer, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listen } from '../../../src/channels/email/listen.js'
import { parseLetter } from '../../../src/channels/email/parse-letter.js'
import { emailSettings } from '../../../src/channels/email/settings.js'
import { type AccountState, type Arrival, type ListenerDoor, SendError } from '../../../src/core/channel.js'
import type { AccountId } from '../../../src/core/model/ids.js'
import { silentLog } from '../../support/silent-log.js'
import { until } from '../../support/until.js'
import { openAccount } from './account.js'
import { noDovecot, startDovecot } from './dovecot.js'
import { letter, mailroom } from './letters.js'
import { startSmtp } from './smtp.js'

if (noDovecot) console.warn(noDovecot)

const numbered = (n: number | string) => letter(`Message-ID: <${n}@shop.example>`, `letter ${n}`)

/** The core's side: a ledger in memory that keeps what it accepted once, with its cursor. */
function openLedger() {
  const kept = new Map<string, Arrival>()
  const ledger = {
    cursor: null as string | null,
    deliveries: 0,
    states: [] as AccountState[],
    refusals: 0,
    kept,
    words: () => [...kept.values()].map(({ raw }) => /letter \S+/.exec(Buffer.from(raw).toString('latin1'))?.[0] ?? '?'),
    door(): ListenerDoor {
      return {
        cursor: ledger.cursor,
        async deliver(arrivals, cursor) {
          if (ledger.refusals > 0) {
            ledger.refusals -= 1
            throw new Error('the ledger is away')
          }
          ledger.deliveries += arrivals.length
          for (const arrival of arrivals) if (!kept.has(arrival.externalId)) kept.set(arrival.externalId, arrival)
          ledger.cursor = cursor ?? ledger.cursor
        },
        report: (state) => ledger.states.push(state),
      }
    },
  }
  return ledger
}

describe.skipIf(noDovecot)('against Dovecot', () => {
  let server: Awaited<ReturnType<typeof startDovecot>>
  beforeAll(async () => {
    server = await startDovecot()
  })
  afterAll(() => server.stop())
  beforeEach(() => server.removeAll())

  const running: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const stop of running.splice(0)) await stop()
  })

  const tools = {
    accountId: 1 as AccountId,
    accountName: 'default',
    publicUrl: 'https://desk.example',
    signingKey: mailroom.signingKey,
    log: silentLog,
    now: () => 0,
    openFile: () => Promise.reject(new Error('none')),
  }

  /** Listens until stopped; resolves when it is connected. */
  async function run(ledger: ReturnType<typeof openLedger>, { url = server.url, lookMs = 60_000, answerMs = 30_000 } = {}) {
    const abort = new AbortController()
    const settings = emailSettings.parse({ imapUrl: url, smtpUrl: 'smtp://127.0.0.1:1', from: 'help@desk.example' })
    const ended = listen({ settings, tools, pace: { lookMs, answerMs, reconnectMs: 20 } }, ledger.door(), abort.signal)
    const stop = async () => {
      abort.abort()
      await ended
    }
    running.push(stop)
    const states = ledger.states.length
    await until('the listener is connected', () => ledger.states.slice(states).some(({ status }) => status === 'ok'))
    return stop
  }

  it('a new letter is seen at once by IDLE, and stays as it was in the mailbox', async () => {
    const ledger = openLedger()
    await run(ledger)
    const name = server.post(numbered(1))
    await until('the letter is here', () => ledger.kept.size === 1)
    const [arrival] = ledger.kept.values()
    expect(arrival).toMatchObject({ accountId: 1, lane: 'anna@shop.example' })
    expect(Buffer.from(arrival!.raw).toString()).toMatch(/^X-Otklik-Source: \d+\/\d+ \d+\r\n/)
    expect(Buffer.from(arrival!.raw).subarray(Buffer.from(arrival!.raw).indexOf('\r\n') + 2)).toEqual(numbered(1))
    expect(server.names().filter((one) => one.startsWith(name))).toEqual([expect.not.stringMatching(/:2,.*S/)])
  })

  it('what lay there before the first start is not taken; what came while nobody listened is, once and in order', async () => {
    server.post(numbered('old'))
    const ledger = openLedger()
    const stop = await run(ledger)
    server.post(numbered(1))
    await until('the first is here', () => ledger.kept.size === 1)
    await stop()
    for (let n = 2; n <= 45; n += 1) server.post(numbered(n))
    await run(ledger)
    await until('all are here', () => ledger.kept.size === 45)
    expect(ledger.words()).toEqual(Array.from({ length: 45 }, (_, n) => `letter ${n + 1}`))
    expect(ledger.deliveries).toBe(45)
  })

  it('A21: a letter that another program has read first is taken', async () => {
    const ledger = openLedger()
    await (await run(ledger))()
    server.markSeen(server.post(numbered(1)))
    await run(ledger)
    await until('the letter is here', () => ledger.kept.size === 1)
  })

  it('A20: when the UIDs begin anew nothing is lost and nothing is there twice', async () => {
    const ledger = openLedger()
    await (await run(ledger))()
    for (let n = 1; n <= 5; n += 1) server.post(numbered(n))
    const stop = await run(ledger)
    await until('five are here', () => ledger.kept.size === 5)
    await stop()
    const { uidValidity } = JSON.parse(ledger.cursor ?? '')
    server.post(numbered(6))
    await server.renumber()
    await run(ledger)
    await until('the sixth is here', () => ledger.kept.size === 6)
    expect(JSON.parse(ledger.cursor ?? '').uidValidity).not.toBe(uidValidity)
    expect(new Set(ledger.words()).size).toBe(6)
  })

  it('A18, D15: broken letters, one without a Message-ID and one under a taken Message-ID are all taken', async () => {
    const ledger = openLedger()
    await run(ledger)
    for (const raw of [
      numbered(1),
      Buffer.from([0, 255, 0, 10]),
      Buffer.from('letter nothing'),
      letter('Message-ID: <1@shop.example>', 'letter forged'),
      numbered(2),
    ])
      server.post(raw)
    await until('all five are here', () => ledger.kept.size === 5)
  })

  it('a letter that the server lists and cannot hand out stops no other', async () => {
    const ledger = openLedger()
    await run(ledger)
    server.post(numbered(1))
    server.postUnreadable(numbered(2))
    server.post(numbered(3))
    await until('all three are told of', () => ledger.kept.size === 3)
    expect(ledger.words()).toEqual(expect.arrayContaining(['letter 1', 'letter 3']))
    const lost = [...ledger.kept.values()].find(({ externalId }) => externalId.includes('not-fetched'))
    expect(await parseLetter(lost!.raw, 'mailparser', mailroom)).toEqual([
      expect.objectContaining({ type: 'unreadable', reason: 'not-fetched: 0 bytes' }),
    ])
    await until('it listens again', () => ledger.states.at(-1)?.status === 'ok')
  })

  it('while the ledger is away the same letters are delivered again', async () => {
    const ledger = openLedger()
    await run(ledger)
    ledger.refusals = 2
    server.post(numbered(1))
    await until('the letter is here', () => ledger.kept.size === 1)
    expect(ledger.deliveries).toBe(1)
  })

  it('B11: a connection that is dead without saying so is noticed and made anew', async () => {
    const ledger = openLedger()
    const line = await openLine(server.port)
    running.push(line.stop)
    await run(ledger, { url: server.url.replace(String(server.port), String(line.port)), lookMs: 100, answerMs: 300 })
    line.freeze()
    server.post(numbered(1))
    await until('the letter is here', () => ledger.kept.size === 1)
    expect(line.connections()).toBeGreaterThan(1)
  })

  it('a server that is away is told and come back to', async () => {
    const ledger = openLedger()
    const line = await openLine(server.port)
    running.push(line.stop)
    await run(ledger, { url: server.url.replace(String(server.port), String(line.port)), lookMs: 100 })
    line.refuse(true)
    await until('it is told', () => ledger.states.at(-1)?.status === 'failing')
    server.post(numbered(1))
    line.refuse(false)
    await until('the letter is here', () => ledger.kept.size === 1)
    expect(ledger.states.at(-1)?.status).toBe('ok')
  })

  it('D11: a letter over 50 MB is not fetched, but told of', async () => {
    const ledger = openLedger()
    await run(ledger)
    server.post(Buffer.concat([letter('Subject: Film\nMessage-ID: <big@shop.example>', 'x'), Buffer.alloc(51_000_000, 'x\r\n')]))
    server.post(numbered(1))
    await until('both are here', () => ledger.kept.size === 2)
    const [big] = ledger.kept.values()
    expect(big?.raw.length).toBeLessThan(1_000)
    expect(await openAccount({}).parse(big!.raw)).toEqual([
      expect.objectContaining({ type: 'unreadable', reason: expect.stringMatching(/^too-large: 5\d+ bytes$/) }),
    ])
  })

  it('D12: the file of a letter is fetched again byte for byte; of a letter that is gone it is refused', async () => {
    const ledger = openLedger()
    await run(ledger)
    const file = Buffer.from(Array.from({ length: 300_000 }, (_, n) => (n * 7) % 251))
    server.post(
      letter(
        'Content-Type: multipart/mixed; boundary=bb',
        `--bb\n\nsee\n--bb\nContent-Type: image/jpeg; name=a.jpg\nContent-Transfer-Encoding: base64\n\n${file.toString('base64').replace(/.{76}/g, '$&\n')}\n--bb--`,
      ),
    )
    await until('the letter is here', () => ledger.kept.size === 1)
    const account = openAccount({ imapUrl: server.url })
    const [event] = await account.parse([...ledger.kept.values()][0]!.raw)
    const ref = event?.type === 'message' ? event.files[0]?.ref : undefined
    const remote = ref && 'remote' in ref ? ref.remote : ''
    const signal = new AbortController().signal
    const hash = createHash('sha256')
    for await (const chunk of await account.fetchFile!(remote, signal)) hash.update(chunk)
    expect(hash.digest('hex')).toBe(createHash('sha256').update(file).digest('hex'))
    for (const gone of [remote.replace(/^\d+/, '1'), remote.replace('mailparser.0', 'mailparser.9'), 'nonsense']) {
      await expect(account.fetchFile!(gone, signal)).rejects.toMatchObject({ kind: 'refused' })
    }
    await account.close?.()
  })

  it('the connection test tells a wrong password, a mailbox that is not there and a server that is away', async () => {
    const smtp = await startSmtp()
    running.push(smtp.stop)
    const signal = new AbortController().signal
    const probe = (imapUrl: string) => openAccount({ imapUrl, smtpUrl: smtp.url }).probe!(signal)
    expect(await probe(server.url)).toEqual({ name: 'help@desk.example', url: null })
    const wrong = await probe(server.url.replace('secret', 'hunter2')).catch((reason: unknown) => reason)
    expect(wrong).toMatchObject({ kind: 'misconfigured' })
    expect(String(wrong)).not.toContain('hunter2')
    await expect(probe(server.url.replace('INBOX', 'Nowhere'))).rejects.toMatchObject({ kind: 'misconfigured' })
    await expect(probe('imap://anna:secret@127.0.0.1:1')).rejects.toMatchObject({ kind: 'unreachable' })
  })

  it('a listener whose password is wrong ends, for a person to mend it', async () => {
    const settings = emailSettings.parse({
      imapUrl: server.url.replace('secret', 'wrong'),
      smtpUrl: 'smtp://127.0.0.1:1',
      from: 'help@desk.example',
    })
    const outcome = await listen({ settings, tools }, openLedger().door(), new AbortController().signal).catch((reason: unknown) => reason)
    expect(outcome).toBeInstanceOf(SendError)
    expect(outcome).toMatchObject({ kind: 'misconfigured' })
  })
})

/** A line to a server that can go dead: what is on it stays open and silent; or that nobody answers. */
async function openLine(target: number) {
  const sockets = new Set<Socket>()
  let count = 0
  let isRefusing = false
  const server = createServer((socket) => {
    count += 1
    if (isRefusing) return socket.destroy()
    const far = connect(target, '127.0.0.1')
    for (const one of [socket, far]) {
      sockets.add(one)
      one.on('error', () => undefined)
    }
    socket.pipe(far)
    far.pipe(socket)
    return undefined
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    connections: () => count,
    freeze() {
      for (const socket of sockets) {
        socket.unpipe()
        socket.pause()
      }
    },
    refuse(isOn: boolean) {
      isRefusing = isOn
      if (isOn) for (const socket of sockets) socket.destroy()
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
