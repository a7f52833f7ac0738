import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type MailSandbox, openMailSandbox } from '../../../src/sandbox/mail/sandbox.js'
import { type Gate, openGate } from '../../../src/sandbox/play/gate.js'
import { openMailPane } from '../../../src/sandbox/play/mail-pane.js'
import { openPlay, type Play } from '../../../src/sandbox/play/play.js'
import { openTelegramPane } from '../../../src/sandbox/play/telegram-pane.js'
import { openVkPane } from '../../../src/sandbox/play/vk-pane.js'
import { words } from '../../../src/sandbox/play/words.js'
import { openTelegramSandbox, type TelegramSandbox } from '../../../src/sandbox/telegram/index.js'
import { openVkSandbox, type VkSandbox } from '../../../src/sandbox/vk/sandbox.js'
import { until } from '../../support/until.js'

let telegram: TelegramSandbox
let vk: VkSandbox
let mail: MailSandbox
let gate: Gate
let play: Play

beforeEach(async () => {
  telegram = await openTelegramSandbox()
  vk = await openVkSandbox()
  mail = await openMailSandbox()
  gate = await openGate(Number(new URL(telegram.apiRoot).port))
  const person = { firstName: 'Анна', lastName: 'Соколова' }
  const panes = {
    telegram: openTelegramPane({ telegram, gate, chat: 7, person }),
    vk: openVkPane({ vk, id: 7, person }),
    mail: openMailPane({ mail, gates: [gate], address: 'anna@mail.example', name: 'Анна' }),
  }
  const links = { console: 'http://127.0.0.1:1/', chat: 'http://127.0.0.1:1/chat', setUp: 'http://127.0.0.1:1/</script>' }
  play = await openPlay({ panes, links })
})
afterEach(async () => {
  await play.close()
  await Promise.all([gate.close(), telegram.close(), vk.close(), mail.close()])
})

const post = (pane: string, body: unknown, headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' }) =>
  fetch(`${play.url}act/${pane}`, { method: 'POST', headers, body: JSON.stringify(body) })
const say = (pane: string, more: object = {}) => post(pane, { type: 'say', text: 'Здравствуйте', subject: null, file: null, ...more })

type Seen = { messages: { text: string; isOwn: boolean; isEdited: boolean; files: { id: string; name: string }[] }[]; armed: string[] }

/** What the page is told first. */
async function look(pane: string): Promise<Seen> {
  const gone = new AbortController()
  const answer = await fetch(`${play.url}events`, { signal: gone.signal })
  const { value } = (await answer.body?.getReader().read()) ?? {}
  gone.abort()
  return JSON.parse(
    Buffer.from(value ?? [])
      .toString()
      .slice('data: '.length),
  )[pane]
}

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])

describe('the play page', () => {
  it('is one file that may run nothing but its own script', async () => {
    const answer = await fetch(play.url)
    const html = await answer.text()
    const policy = answer.headers.get('content-security-policy') ?? ''
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1]
    expect(policy).toContain("default-src 'none'")
    expect([...html.matchAll(/<(script|style)(?! type="application\/json")[^>]*>/g)].map(([tag]) => tag)).toEqual([
      `<style nonce="${nonce}">`,
      `<script nonce="${nonce}">`,
    ])
    expect(html).not.toMatch(/(?:src|href)="(?!data:)/)
    expect(html).not.toContain('/</script>"')
    expect((await (await fetch(play.url)).text()).includes(nonce ?? '')).toBe(false)
  })

  it('has every text in three languages', () => {
    expect(Object.keys(words.en)).toEqual(Object.keys(words.ru))
    expect(Object.keys(words.zh)).toEqual(Object.keys(words.ru))
  })

  it('serves nobody under another name, and takes no form of another site', async () => {
    const { port } = new URL(play.url)
    const socket = connect(Number(port), '127.0.0.1')
    let heard = ''
    socket.on('data', (chunk) => {
      heard += chunk.toString()
    })
    socket.write(`GET / HTTP/1.1\r\nHost: evil.example:${port}\r\n\r\n`)
    await until('there is an answer', () => heard.includes('\r\n\r\n'))
    expect(heard).toMatch(/^HTTP\/1\.1 403 /)
    socket.destroy()
    expect((await post('telegram', { type: 'start' }, { 'content-type': 'text/plain' })).status).toBe(404)
    expect(telegram.updates.made).toEqual([])
  })

  it('refuses what it does not know, and says what cannot be done', async () => {
    expect((await post('telegram', { type: 'explode' })).status).toBe(400)
    expect((await post('fax', { type: 'start' })).status).toBe(404)
    const answer = await post('telegram', { type: 'press', title: 'Нет такой' })
    expect([answer.status, await answer.text()]).toEqual([409, 'chat 7 sees no button "Нет такой"'])
  })

  it.each(['telegram', 'vk', 'mail'])('sends a photo in %s and shows it again', async (pane) => {
    const file = { name: 'box.jpg', type: 'image/jpeg', base64: jpeg.toString('base64') }
    expect((await say(pane, { file, subject: 'Коробка' })).status).toBe(204)
    const [message] = (await look(pane)).messages
    expect(message).toMatchObject({ text: 'Здравствуйте', isOwn: true })
    const shown = await fetch(`${play.url}files/${pane}/${encodeURIComponent(message?.files[0]?.id ?? '')}`)
    expect(shown.headers.get('content-type')).toBe('image/jpeg')
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(jpeg)
  })

  it('hands over a file that is no picture only to be saved', async () => {
    const file = { name: 'a.html', type: 'text/html', base64: Buffer.from('<script>alert(1)</script>').toString('base64') }
    await say('vk', { file })
    const id = (await look('vk')).messages[0]?.files[0]?.id ?? ''
    const { headers } = await fetch(`${play.url}files/vk/${encodeURIComponent(id)}`)
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('content-disposition')).toContain('attachment')
  })

  it.each(['telegram', 'vk'])('edits the last message in %s', async (pane) => {
    await say(pane)
    await post(pane, { type: 'edit', text: 'Добрый день' })
    expect((await look(pane)).messages).toEqual([expect.objectContaining({ text: 'Добрый день', isEdited: true })])
  })

  it('blocks the bot, so that Telegram and VK tell the desk', async () => {
    await say('telegram')
    await say('vk')
    await post('telegram', { type: 'block' })
    await post('vk', { type: 'block' })
    expect(telegram.updates.made.at(-1)).toHaveProperty('my_chat_member.new_chat_member.status', 'kicked')
    expect(vk.events.at(-1)?.type).toBe('message_deny')
  })

  it('answers a letter in its thread', async () => {
    await say('mail', { subject: 'Телефон' })
    const letter = await mail.customer.write({ from: mail.desk, to: 'anna@mail.example', subject: 'Re: Телефон', text: 'Приняли' })
    await say('mail', { text: 'Спасибо' })
    const raw = mail.lettersIn(mail.desk).at(-1)?.raw.toString() ?? ''
    expect(raw).toContain(`In-Reply-To: ${letter.messageId}`)
    expect((await look('mail')).messages.map(({ text, isOwn }) => [text, isOwn])).toEqual([
      ['Здравствуйте', true],
      ['Приняли', false],
      ['Спасибо', true],
    ])
  })
})

describe('a gate', () => {
  it('lets through, refuses connections while it is shut, and opens by itself', async () => {
    const ask = () => fetch(`http://127.0.0.1:${gate.port}/bot${telegram.token}/getMe`, { headers: { connection: 'close' } })
    expect((await ask()).status).toBe(200)
    gate.shut(150)
    await expect(ask()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
    expect((await look('telegram')).armed).toEqual(['away'])
    await until('it is open again', () =>
      ask().then(
        ({ ok }) => ok,
        () => false,
      ),
    )
    expect((await look('telegram')).armed).toEqual([])
  })
})
