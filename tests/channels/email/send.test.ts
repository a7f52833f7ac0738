import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import type { SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { openSigner } from '../../../src/channels/email/signature.js'
import { type OutboundMessage, SendError } from '../../../src/core/channel.js'
import { until } from '../../support/until.js'
import { openAccount, outgoing, outgoingFile } from './account.js'
import { letter, mailroom, readMessage } from './letters.js'
import { answer, type Posted, startSmtp } from './smtp.js'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})
const forever = new AbortController().signal

async function serve(faults?: SMTPServerOptions) {
  const server = await startSmtp(faults)
  stops.push(server.stop)
  return server
}

/** Sends one and gives what the server got. */
async function post(
  change: Partial<OutboundMessage> = {},
  given: Parameters<typeof openAccount>[0] = {},
): Promise<Posted & { readonly externalId: string }> {
  const server = await serve()
  const { externalId } = await openAccount({ smtpUrl: server.url, ...given }).send(outgoing(change), forever)
  expect(server.posted).toHaveLength(1)
  return { ...server.posted[0]!, externalId }
}

/** What a send that must fail throws. */
async function failure(smtpUrl: string, change: Partial<OutboundMessage> = {}, signal = forever): Promise<SendError> {
  const outcome = await openAccount({ smtpUrl })
    .send(outgoing(change), signal)
    .catch((reason: unknown) => reason)
  if (!(outcome instanceof SendError)) throw new Error(`not a SendError: ${String(outcome)}`)
  return outcome
}

const header = (raw: string, name: string) =>
  new RegExp(`^${name}:((?:.|\r\n[ \t])*)`, 'im')
    .exec(raw)?.[1]
    ?.replace(/\r\n[ \t]/g, ' ')
    .trim()

describe('what a letter of ours looks like', () => {
  it('it answers in the thread, asks for answers to a signed address and says that a program wrote it', async () => {
    const { raw, from, to, externalId } = await post()
    const signer = openSigner(mailroom.signingKey)
    expect({ from, to }).toEqual({ from: 'help@desk.example', to: ['anna@shop.example'] })
    expect(header(raw, 'From')).toBe('Forte <help@desk.example>')
    expect(header(raw, 'Reply-To')).toBe(`Forte <help+${signer.replyToken('<first@shop.example>')}@desk.example>`)
    expect(header(raw, 'Message-ID')).toBe(externalId)
    expect(header(raw, 'In-Reply-To')).toBe('<second@shop.example>')
    expect(header(raw, 'References')).toBe('<first@shop.example> <second@shop.example>')
    expect(header(raw, 'Auto-Submitted')).toBe('auto-replied')
    expect(header(raw, 'X-Auto-Response-Suppress')).toBe('All')
    expect(header(raw, 'X-Otklik-Loop')).toBe(signer.loopMark)
    expect(raw).toContain('text/plain')
    expect(raw).toContain('text/html')
  })

  it('an operator’s letter carries the operator’s name and is no automatic one', async () => {
    const { raw } = await post({ author: { kind: 'operator', name: 'Olga Orlova', staffId: null } })
    expect(header(raw, 'From')).toBe('Olga Orlova <help@desk.example>')
    expect(header(raw, 'Auto-Submitted')).toBeUndefined()
  })

  it('the customer’s answer to it, read back, names conversation and message', async () => {
    const { raw, externalId } = await post()
    const read = await readMessage(
      letter(
        `Message-ID: <3@shop.example>\nTo: ${header(raw, 'Reply-To')}\nIn-Reply-To: ${externalId}\nReferences: ${header(raw, 'References')} ${externalId}`,
      ),
    )
    expect(read).toMatchObject({ conversation: '<first@shop.example>', replyTo: externalId, letter: { answers: '<first@shop.example>' } })
  })

  it('a resend carries the same Message-ID, another message another one', async () => {
    const ids = [await post(), await post(), await post({ key: 43 })].map(({ externalId }) => externalId)
    expect(ids[0]).toBe(ids[1])
    expect(ids[0]).not.toBe(ids[2])
  })

  it('read by our own desk it is our own', async () => {
    const { raw } = await post()
    expect((await readMessage(Buffer.from(raw))).letter?.automatic).toBe('own')
  })

  it('words of a stranger stay words: no markup, no header, one Re', async () => {
    const { raw } = await post({
      subject: 'Re: RE: Отв\r\nBcc: all@evil.example\u202e',
      text: '<script>alert(1)</script> & https://desk.example/a?b=1&c=2.',
    })
    const read = await readMessage(Buffer.from(raw.replace(/^X-Otklik-Loop.*\r\n/im, '')))
    expect(header(raw, 'Bcc')).toBeUndefined()
    expect(read.letter?.subject).toBe('Re: Отв Bcc: all@evil.example')
    const html = decodeURIComponent(
      /Content-Type: text\/html[\s\S]*/
        .exec(raw)?.[0]
        .replace(/=\r\n/g, '')
        .replace(/%/g, '%25')
        .replace(/=([0-9A-F]{2})/g, '%$1') ?? '',
    )
    expect(html).toContain('&#60;script&#62;')
    expect(html).toContain('<a href="https://desk.example/a?b=1&#38;c=2">')
    expect(html).not.toContain('<script>')
  })

  it('without a subject the number is the subject', async () => {
    const subject = async (change: Partial<OutboundMessage>) =>
      (await readMessage(Buffer.from((await post({ subject: null, ...change })).raw))).letter?.subject
    expect(await subject({})).toBe('№ 100013')
    expect(await subject({ language: 'zh' })).toBe('单号 100013')
  })

  it('files go with it, byte for byte', async () => {
    const file = Buffer.from(Array.from({ length: 100_000 }, (_, n) => n % 256))
    const { raw } = await post({ files: [outgoingFile('чек\u202e.pdf')] }, { file })
    const read = await readMessage(Buffer.from(raw.replace(/^X-Otklik-Loop.*\r\n/im, '')))
    expect(read.files).toMatchObject([{ name: 'чек.pdf', contentType: 'application/pdf', sizeBytes: file.length }])
  })

  it('it is signed by DKIM when there is a key', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    })
    const { raw } = await post({}, { dkimDomain: 'desk.example', dkimSelector: 's1', dkimKey: privateKey })
    expect(header(raw, 'DKIM-Signature')).toMatch(/d=desk\.example;.*s=s1;/)
  })
})

describe('C22: who it goes to', () => {
  it('an address with a second one in it, line ends or no domain is refused before any connection', async () => {
    const server = await serve()
    for (const to of [
      '"x@evil.example y"@good.example',
      'a@good.example\r\nRCPT TO:<b@evil.example>',
      'a@good.example, b@evil.example',
      'Group: a@good.example;',
      '<a@good.example>',
      'a@evil.example@good.example',
      'anna',
      'unknown@sender.invalid',
      `${'('.repeat(100_000)}@a`,
    ]) {
      expect((await failure(server.url, { to })).kind).toBe('refused')
    }
    expect(server.posted).toEqual([])
  })
})

describe('what a mail server may do to it', () => {
  const at = (step: 'onMailFrom' | 'onRcptTo', code: number): SMTPServerOptions => ({
    [step]: (_: unknown, __: unknown, callback: (reason: Error) => void) => callback(answer(code, 'no')),
  })
  const afterData = (code: number): SMTPServerOptions => ({
    onData(stream, _, callback) {
      stream.resume()
      stream.on('end', () => callback(answer(code, 'no')))
    },
  })

  it('C16: what passes is throttled, wherever it is said', async () => {
    for (const faults of [at('onMailFrom', 452), at('onRcptTo', 450), at('onRcptTo', 451), afterData(451)]) {
      expect((await failure((await serve(faults)).url)).kind).toBe('throttled')
    }
    // 421 ends the session, so it says nothing about the letter (RFC 5321 §3.8).
    expect((await failure((await serve(at('onRcptTo', 421))).url)).kind).toBe('unreachable')
  })

  it('C17: what stays is refused, with the server’s words', async () => {
    for (const [code, faults] of [
      [550, at('onRcptTo', 550)],
      [552, afterData(552)],
      [554, afterData(554)],
    ] as const) {
      expect(await failure((await serve(faults)).url)).toMatchObject({ kind: 'refused', message: `the mail server answered: ${code} no` })
    }
  })

  it('a wrong password is for a person to mend, and is never told', async () => {
    const server = await serve({ authOptional: false, onAuth: (_, __, callback) => callback(answer(535, 'bad credentials')) })
    const error = await failure(server.url.replace('//', '//desk:hunter2@'))
    expect(error.kind).toBe('misconfigured')
    expect(error.message).not.toContain('hunter2')
  })

  it('a server that is away, refuses the greeting or has no name is not reached', async () => {
    expect((await failure('smtp://127.0.0.1:1')).kind).toBe('unreachable')
    expect((await failure('smtp://nowhere.invalid:25')).kind).toBe('unreachable')
    expect((await failure((await serve({ onConnect: (_, callback) => callback(answer(421, 'busy')) })).url)).kind).toBe('unreachable')
  })

  it('C18: a connection cut after the dot is uncertain, one cut before it is not', async () => {
    const cutAfter = await scripted((line, socket) => (line === '.' ? socket.destroy() : undefined))
    expect((await failure(cutAfter)).kind).toBe('uncertain')
    const cutAtData = await scripted((line, socket) => (line === 'DATA' ? socket.destroy() : undefined))
    expect((await failure(cutAtData)).kind).toBe('unreachable')
    const cutAtRcpt = await scripted((line, socket) => (line.startsWith('RCPT') ? socket.destroy() : undefined))
    expect((await failure(cutAtRcpt)).kind).toBe('unreachable')
  })

  it('a server that says nothing after the dot is uncertain when the core gives up', async () => {
    const heard: string[] = []
    const url = await scripted((line) => {
      heard.push(line)
      return line === '.' ? 'silence' : undefined
    })
    const patience = new AbortController()
    const outcome = failure(url, {}, patience.signal)
    await until('all is sent', () => heard.includes('.'))
    patience.abort()
    expect((await outcome).kind).toBe('uncertain')
  })
})

/** A server that speaks just enough SMTP for one letter, and does at one line what a test wants. */
async function scripted(react: (line: string, socket: Socket) => 'silence' | unknown): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let isData = false
    let rest = ''
    socket.on('error', () => undefined)
    socket.write('220 x\r\n')
    socket.on('data', (chunk) => {
      const lines = `${rest}${chunk}`.split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const isWord = !isData || line === '.'
        if (!isWord || react(line, socket) === 'silence' || socket.destroyed) continue
        isData = line === 'DATA'
        socket.write(isData ? '354 go\r\n' : '250 ok\r\n')
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  return `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}
