import { randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { statusToken } from '../../../src/core/complaints/status-token.js'
import type { ConversationId } from '../../../src/core/model/ids.js'
import { openVerdicts } from '../../../src/core/verdict.js'
import { statusRoutes } from '../../../src/http/routes/status.js'
import { openRouteDesk, type Person, publicUrl, type RouteDesk, secretKey } from './support.js'

let desk: RouteDesk
beforeAll(async () => {
  desk = await openRouteDesk((rooms) => {
    const verdicts = openVerdicts({ ...rooms, live: rooms.bus })
    return [statusRoutes({ ...rooms, verdicts, secretKey, publicUrl, language: 'ru', now: rooms.clock.now })]
  })
})
afterAll(() => desk.close())
const start = '2026-03-02T09:00:00.000Z'
beforeEach(() => {
  desk.time.now = start
})

const broken = 'Мне привезли разбитый телефон, верните деньги!'

/** Every request from an address of its own, unless it is told one: limits are counted by address. */
let addresses = 0
const nextAddress = (): string => `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${++addresses & 255}`

const get = (path: string, headers: Record<string, string> = {}, remoteAddress = nextAddress()) =>
  desk.app.inject({ url: `/status/${path}`, headers, remoteAddress })

type File = { readonly name: string; readonly bytes: string | Buffer }
async function post(path: string, fields: Record<string, string>, files: readonly File[] = []): Promise<LightMyRequestResponse> {
  const boundary = `b${randomUUID()}`
  const part = (head: string, body: string | Buffer) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ]
  const payload = Buffer.concat([
    ...Object.entries(fields).flatMap(([name, value]) => part(`name="${name}"`, value)),
    ...files.flatMap(({ name, bytes }) => part(`name="files"; filename="${name}"`, bytes)),
    Buffer.from(`--${boundary}--\r\n`),
  ])
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` }
  const answer = await desk.app.inject({ method: 'POST', url: `/status/${path}`, headers, payload, remoteAddress: nextAddress() })
  await desk.settled()
  return answer
}

const once = () => randomUUID()
const tokenOf = async (person: Person) => (await desk.complaintOf(person)).token
const pageOf = async (person: Person, query = '') => (await get(`${await tokenOf(person)}${query}`)).body
/** What a reader sees, in one line. */
const read = (page: string): string =>
  page
    .replace(/<(head|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
const by = (page: string, tag: string): string => new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? ''
const reply = (person: Person, text: string) =>
  desk.act(person.conversationId, { type: 'reply', text, fileIds: [], lastSeenMessageId: null })
const finish = (person: Person) =>
  desk.act(person.conversationId, { type: 'finish', complaint: null, result: 'satisfied', cause: 'брак', note: null })
const complaintNow = async (person: Person) => desk.reads.complaint((await desk.complaintOf(person)).number)
const thread = async ({ conversation }: Person) => desk.port.since(desk.accountId, conversation, 0, 200)

describe('the page', () => {
  it('says the number, the promise with its zone, who answers, what comes next, and what was said', async () => {
    const person = await desk.newPerson(broken)
    const { number, token } = await desk.complaintOf(person)
    await desk.act(person.conversationId, { type: 'note', text: 'Проверить склад, клиент скандальный', fileIds: [] })
    const answer = await get(token)
    expect(answer.statusCode).toBe(200)
    const text = read(answer.body)
    expect(text).toContain(`Жалоба № ${number}`)
    expect(text).toContain('Ответим сегодня до 15:00 (Екатеринбург, UTC+5)')
    expect(text).toContain('Решение сообщим в чт, 5 марта, до 14:00 (Екатеринбург, UTC+5).')
    expect(text).toContain('Вера Первая прочитает всё, что вы написали')
    expect(text).toContain('Вера Первая +7 900 000-00-01')
    expect(answer.body).toContain('<a href="tel:+79000000001">')
    expect(text).toContain(broken)
    expect(text).not.toContain('склад')
    expect(text).not.toMatch(/undefined|null|NaN|\[object/)
    expect(by(answer.body, 'title')).toBe(`Жалоба № ${number} · Лавка`)
  })

  it('shows the stages as a list whose state is in words, and marks the one it is at', async () => {
    const person = await desk.newPerson(broken)
    const steps = (page: string) =>
      [...page.matchAll(/<li class="(done|now|ahead)"( aria-current="step")?>(.*?)<\/li>/gs)].map(
        ([, , current, inside]) => `${read(inside ?? '').trim()}${current ? ' *' : ''}`,
      )
    expect(steps(await pageOf(person))).toEqual([
      'Принято готово, сегодня, 14:00',
      'Назначен менеджер сейчас, сегодня, 14:00 *',
      'Проверка впереди',
      'Решение впереди',
      'Завершение впереди',
    ])
    desk.time.now = '2026-03-02T09:30:00.000Z'
    await reply(person, 'Смотрим')
    expect(steps(await pageOf(person)).slice(1, 3)).toEqual([
      'Назначен менеджер готово, сегодня, 14:00',
      'Проверка сейчас, сегодня, 14:30 *',
    ])
    await finish(person)
    await desk.says(person, 'Да', { button: 'yes' })
    expect(steps(await pageOf(person)).at(-1)).toBe('Завершение готово, сегодня, 14:30')
  })

  it('names the person of last resort apart from the manager, and links what can be called, written to or opened', async () => {
    const person = await desk.newPerson(broken)
    const boss = await desk.hire('Пётр Крайний')
    const contacts = async (contact: string) => {
      await desk.ledger.owner.query('update staff_members set contact = $2 where id = $1', [boss.id, contact])
      await desk.ledger.owner.query('update brands set last_resort_id = $1 where is_default', [boss.id])
      return pageOf(person)
    }
    expect(read(await contacts('boss@lavka.example'))).toContain('В крайнем случае Пётр Крайний boss@lavka.example')
    expect(await contacts('boss@lavka.example')).toContain('<a href="mailto:boss@lavka.example">')
    expect(await contacts('https://t.me/lavka')).toContain('<a href="https://t.me/lavka" rel="noopener noreferrer">')
    expect(await contacts('javascript:alert(1)')).not.toContain('href="javascript')
    await desk.ledger.owner.query('update brands set last_resort_id = $1 where is_default', [desk.admin.id])
  })

  it('speaks the language of the complaint, and another when asked', async () => {
    const person = await desk.newPerson('快递把我的手机摔坏了，我要退款！')
    const { number } = await desk.complaintOf(person)
    const own = await pageOf(person)
    expect(own).toContain('<html lang="zh-CN">')
    expect(read(own)).toContain(`投诉 单号 ${number}`)
    expect(read(own)).toContain('我们将在今天 15:00（叶卡捷琳堡时间，UTC+5）前答复您')
    const english = await pageOf(person, '?lang=en')
    expect(english).toContain('<html lang="en">')
    expect(read(english)).toContain('We will reply today by 15:00 (Yekaterinburg time, UTC+5)')
    expect(english).toContain('name="lang" value="en"')
    expect(await pageOf(person, '?lang=xx&lang=ru')).toContain('<html lang="zh-CN">')
  })

  it('begins with an apology when the answer is late, and says whom to turn to', async () => {
    const person = await desk.newPerson(broken)
    desk.time.now = '2026-03-02T10:00:01.000Z'
    const late = await pageOf(person)
    expect(late).toContain('class="card hero late"')
    expect(read(by(late, 'main')).indexOf('Простите нас: мы не ответили вовремя')).toBeLessThan(80)
    expect(read(late)).toContain('Обещали сегодня до 15:00 (Екатеринбург, UTC+5) и не успели.')
    expect(read(late).replaceAll('\u00a0', ' ')).toContain('обратитесь прямо: Вера Первая, +7 900')
    expect(read(late)).toContain('Решение сообщим')
    await reply(person, 'Простите, отвечаем')
    expect(await pageOf(person)).not.toContain('hero late')
    desk.time.now = '2026-03-06T09:00:00.000Z'
    expect(read(await pageOf(person, '?lang=en'))).toContain('We are sorry: the decision is late')
  })

  it('promises the next answer, in quarters of an hour, from the customer’s last word on', async () => {
    const person = await desk.newPerson(broken)
    await reply(person, 'Смотрим')
    expect(read(await pageOf(person))).not.toContain('Ответим')
    desk.time.now = '2026-03-02T09:07:00.000Z'
    await desk.says(person, 'Когда привезут замену?')
    expect(read(await pageOf(person))).toContain('Ответим сегодня до 16:15')
  })

  it('asks for an answer when it is the customer’s turn', async () => {
    const person = await desk.newPerson(broken)
    await reply(person, 'Пришлите фото бирки')
    await desk.act(person.conversationId, { type: 'snooze', until: null, untilReply: true, reason: null })
    const page = await pageOf(person)
    expect(by(page, 'p class="headline"') || read(page)).toContain('Ответьте нам, пожалуйста')
    expect(page).toContain('<a class="button" href="#text">')
    await post(`${await tokenOf(person)}/messages`, { text: 'Бирка вот: 42', once: once() })
    expect(await complaintNow(person)).toMatchObject({ status: 'in-work' })
  })

  it.each([
    ['Спасибо вашему курьеру Ивану!', 'Благодарность'],
    ['Где мой заказ 123?', 'Вопрос'],
  ])('calls «%s» what it is', async (text, kind) => {
    const person = await desk.newPerson(text)
    expect(by(await pageOf(person), 'title')).toMatch(new RegExp(`^${kind} № \\d+`))
  })

  it('bears the mark of a demonstration, and only of one', async () => {
    const person = await desk.newPerson(broken)
    expect(await pageOf(person)).not.toContain('demo')
    await desk.ledger.owner.query('update brands set is_demo = true where is_default')
    expect(read(await pageOf(person))).toContain('Это демонстрация')
    await desk.ledger.owner.query('update brands set is_demo = false where is_default')
  })

  it('has words for every state in every language', async () => {
    const person = await desk.newPerson(broken)
    const { id, token } = await desk.complaintOf(person)
    const statuses = [
      'with-bot',
      'new',
      'in-work',
      'waiting-customer',
      'waiting-department',
      'waiting-approval',
      'snoozed',
      'resolved',
      'closed',
      'returned',
    ]
    for (const status of statuses) {
      await desk.ledger.owner.query('update complaints set status = $2, closed_at = $3 where id = $1', [
        id,
        status,
        status === 'closed' ? start : null,
      ])
      const pages = await Promise.all(['ru', 'en', 'zh'].map((lang) => get(`${token}?lang=${lang}`)))
      for (const page of pages) expect(read(page.body)).not.toMatch(/undefined|null|\$\{/)
      expect(new Set(pages.map(({ body }) => by(body, 'p class="headline"'))).size).toBeLessThanOrEqual(3)
    }
  })

  it('tells of one complaint, not of the other one in the same conversation', async () => {
    const person = await desk.newPerson(broken)
    const first = await tokenOf(person)
    await desk.says(person, 'Ещё одна жалоба: курьер нахамил моей маме!')
    const second = await tokenOf(person)
    expect(second).not.toBe(first)
    const texts = await Promise.all([first, second].map(async (token) => read((await get(token)).body)))
    expect([texts[0]?.includes('разбитый'), texts[0]?.includes('нахамил')]).toEqual([true, false])
    expect([texts[1]?.includes('разбитый'), texts[1]?.includes('нахамил')]).toEqual([false, true])
  })

  it('stays under 50 KB however much was said, and shows all when asked', async () => {
    const person = await desk.newPerson(broken)
    await desk.ledger.owner.query(
      `insert into messages (id, conversation_id, seq, direction, author, text, at)
        select 900000 + n, $1, 1000 + n, 'in', 'person', n || ': ' || repeat('Очень длинный рассказ о том, как всё было. ', 60), now() from generate_series(1, 90) n`,
      [person.conversationId],
    )
    const page = await pageOf(person)
    const css = (await desk.app.inject({ url: /href="(\/status\/assets\/[^"]+)"/.exec(page)?.[1] ?? '' })).body
    expect(Buffer.byteLength(page) + Buffer.byteLength(css)).toBeLessThan(50_000)
    expect(read(page).includes('90: Очень')).toBe(true)
    expect(read(page).includes('Показано не всё.')).toBe(true)
    const whole = read(await pageOf(person, '?all=1'))
    expect(whole.includes(' 1: Очень')).toBe(true)
    expect(whole.includes('Показано не всё.')).toBe(false)
  })
})

describe('whoever opens it', () => {
  it('leaves no trace of it in caches, search engines or other sites, and nothing in it can run', async () => {
    const person = await desk.newPerson(broken)
    const answer = await get(await tokenOf(person))
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-type': 'text/html; charset=utf-8',
    })
    const policy = String(answer.headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'none'")
    expect(policy).toContain("style-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*|data:/)
    expect(answer.body).not.toMatch(/<script|<style|style=|onload|onerror=/)
    expect(answer.body).toContain('<meta name="robots" content="noindex, nofollow">')
    expect(answer.headers['set-cookie']).toBeUndefined()
    const [css = ''] = /\/status\/assets\/[0-9a-f]{16}\.css/.exec(answer.body) ?? []
    expect((await desk.app.inject({ url: css })).headers).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })

  it('by a link that opens nothing gets one and the same answer', async () => {
    const { id, token } = await desk.complaintOf(await desk.newPerson(broken))
    const [head = '', seal = ''] = token.split('-', 2)
    const wrong = [
      'x',
      'favicon.ico',
      `${head}-${seal.startsWith('A') ? 'B' : 'A'}${seal.slice(1)}`,
      token.slice(0, -1),
      `${token}x`,
      token.toUpperCase(),
      statusToken('another key of thirty-two letters!!', id),
      statusToken(secretKey, 999_999_999),
      statusToken(secretKey, id + 1).replace(/^[^-]+/, head),
      '%00',
      '..%2f..%2fetc%2fpasswd',
      `${'a'.repeat(900)}`,
    ]
    const answers = await Promise.all(wrong.map((one) => get(one)))
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([404]))
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
    expect(answers[0]?.body).toContain('Такой страницы нет')
    expect(answers[0]?.headers['cache-control']).toBe('no-store')
    expect((await get('x', { 'accept-language': 'zh-CN,zh;q=0.9' })).body).toContain('没有这个页面')
    expect((await get('x?lang=en')).body).toContain('There is no such page')
    const posted = await post('x/messages', { text: 'Есть кто?', once: once() })
    expect([posted.statusCode, posted.body]).toEqual([404, answers[0]?.body])
  })

  it('too often from one address waits, and nobody else does', async () => {
    const token = await tokenOf(await desk.newPerson(broken))
    const address = nextAddress()
    const answers: number[] = []
    for (let count = 0; count < 70; count++) answers.push((await get(`x${count}`, {}, address)).statusCode)
    expect(answers.filter((status) => status === 404)).toHaveLength(60)
    const refused = await get(token, { 'accept-language': 'en' }, address)
    expect(refused.statusCode).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(refused.body).toContain('Please wait a minute')
    expect((await get(token)).statusCode).toBe(200)
  })
})

describe('a message from the page', () => {
  it('comes into the conversation as any other, and leads back to the page that thanks', async () => {
    const person = await desk.newPerson(broken)
    const token = await tokenOf(person)
    const sent = await post(`${token}/messages`, { text: 'Нашёл чек, вот он.', once: once(), lang: 'en' }, [
      { name: 'чек.txt', bytes: 'итого 5000' },
    ])
    expect([sent.statusCode, sent.headers.location]).toEqual([303, `/status/${token}?lang=en&said=message`])
    const said = (await thread(person)).find(({ text }) => text === 'Нашёл чек, вот он.')
    expect(said).toMatchObject({ direction: 'in', author: { kind: 'person' }, files: [{ name: 'чек.txt' }] })
    const page = (await get(String(sent.headers.location).slice('/status/'.length))).body
    expect(read(page)).toContain('Thank you, it is noted.')
    expect(read(page)).toContain('You today, 14:00 Нашёл чек, вот он.')
    const file = await get(/\/status\/([^"]+\/files\/\d+)"/.exec(page)?.[1] ?? '')
    expect([file.statusCode, file.body]).toEqual([200, 'итого 5000'])
    expect(file.headers).toMatchObject({
      'content-disposition': expect.stringContaining('attachment'),
      'cache-control': 'private, no-store',
    })
  })

  it('sent twice by one form is one, and by two forms two', async () => {
    const person = await desk.newPerson(broken)
    const token = await tokenOf(person)
    const fields = { text: 'Позвоните мне', once: once() }
    const answers = await Promise.all([post(`${token}/messages`, fields), post(`${token}/messages`, fields)])
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303])
    expect((await thread(person)).filter(({ text }) => text === 'Позвоните мне')).toHaveLength(1)
    await post(`${token}/messages`, { ...fields, once: once() })
    expect((await thread(person)).filter(({ text }) => text === 'Позвоните мне')).toHaveLength(2)
  })

  it('whose form was made by somebody else arrives all the same, and reaches no other conversation', async () => {
    const [one, two] = [await desk.newPerson(broken), await desk.newPerson(broken)]
    const same = once()
    await post(`${await tokenOf(one)}/messages`, { text: 'Первый', once: same })
    await post(`${await tokenOf(two)}/messages`, { text: 'Второй', once: same })
    await post(`${await tokenOf(two)}/messages`, { text: 'Без имени', once: '../x' })
    expect((await thread(two)).filter(({ text }) => /Второй|Без имени/.test(text))).toHaveLength(2)
    expect((await thread(one)).filter(({ text }) => text === 'Первый')).toHaveLength(1)
  })

  it('shows markup, marks of direction and odd characters as text', async () => {
    const person = await desk.newPerson(broken)
    const token = await tokenOf(person)
    const text = `<img src=x onerror=alert(1)>"'><script>alert(2)</script>\u202Egnp.exe&amp; {{ name }} \u0000 🙂`
    await post(`${token}/messages`, { text, once: once() }, [{ name: '<svg onload=alert(3)>.txt', bytes: 'x' }])
    await desk.act(person.conversationId, {
      type: 'reply',
      text: '<b onclick=alert(4)>Ответ</b> https://lavka.example/?a=1&b="><script>',
      fileIds: [],
      lastSeenMessageId: null,
    })
    const page = (await get(token)).body
    expect(page).not.toMatch(/<img|<script|<svg onload|<b onclick/)
    expect(read(page)).toContain(`<img src=x onerror=alert(1)>"'><script>alert(2)</script>`)
    expect(read(page)).toContain('{{ name }}')
    expect(page).toContain('<a href="https://lavka.example/?a=1&amp;b=" rel="noopener noreferrer nofollow">')
    expect(page.match(/<a href="http/g)).toHaveLength(1)
    expect(page).toContain('class="text" dir="auto"')
  })

  const program = Buffer.from('4d5a90000300000004000000ffff0000b8', 'hex')
  it.each([
    ['empty', { text: '  ' }, [], 422, 'Сообщение пустое'],
    ['longer than the desk takes', { text: 'я'.repeat(20_001) }, [], 413, 'длиннее 20 000 знаков'],
    ['larger than a field may be', { text: 'x'.repeat(200_000) }, [], 413, 'длиннее 20 000 знаков'],
    ['with a program for a photo', { text: 'Смотрите фото' }, [{ name: 'photo.jpg', bytes: program }], 415, 'Программы мы не принимаем'],
    ['with an empty file', { text: 'Смотрите' }, [{ name: 'a.txt', bytes: '' }], 415, 'Файл пустой'],
    [
      'with eleven files',
      { text: 'Смотрите' },
      Array.from({ length: 11 }, (_one, n) => ({ name: `${n}.txt`, bytes: 'x' })),
      413,
      'до 10 файлов',
    ],
    ['with too large a file', { text: 'Видео' }, [{ name: 'v.bin', bytes: Buffer.alloc(21 * 1024 * 1024) }], 413, 'Файл больше 20 МБ'],
  ])('that is %s is refused on the page, with what was typed', async (_what, fields, files, status, words) => {
    const person = await desk.newPerson(broken)
    const before = (await thread(person)).length
    const answer = await post(`${await tokenOf(person)}/messages`, { ...fields, once: once() }, files)
    expect(answer.statusCode).toBe(status)
    expect(read(answer.body)).toContain(words)
    expect(answer.body).toContain('role="alert"')
    if (fields.text.trim() !== '' && fields.text.length < 100_000) expect(by(answer.body, 'textarea')).toBe(`\n${fields.text}`)
    expect(await thread(person)).toHaveLength(before)
    const again = await post(`${await tokenOf(person)}/messages`, { text: 'Ещё раз', once: once() })
    expect(again.statusCode).toBe(303)
  })

  it('that is no form of ours is refused without a word about the inside', async () => {
    const token = await tokenOf(await desk.newPerson(broken))
    for (const contentType of ['application/json', 'application/x-www-form-urlencoded', 'text/plain']) {
      const answer = await desk.app.inject({
        method: 'POST',
        url: `/status/${token}/messages`,
        headers: { 'content-type': contentType },
        payload: '{"text":"x"}',
        remoteAddress: nextAddress(),
      })
      expect(answer.statusCode).toBe(415)
      expect(answer.headers['content-type']).toContain('text/html')
    }
    const cut = await desk.app.inject({
      method: 'POST',
      url: `/status/${token}/messages`,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      payload: '--x\r\ncontent-disposition: form-data; name="text"\r\n\r\nполовина',
      remoteAddress: nextAddress(),
    })
    expect(cut.statusCode).toBe(400)
    expect(read(cut.body)).toContain('дошло не полностью')
  })

  it('opens a conversation again that the customer had ended, so that it can be answered', async () => {
    const person = await desk.newPerson(broken)
    await desk.ledger.owner.query('update conversations set ended_at = now() where id = $1', [person.conversationId])
    await expect(reply(person, 'Есть новости')).rejects.toMatchObject({ code: 'conversation_ended' })
    await post(`${await tokenOf(person)}/messages`, { text: 'Ну что там?', once: once() })
    await reply(person, 'Есть новости')
    expect(read(await pageOf(person))).toContain('Есть новости')
  })

  it('cannot fetch a file of another conversation, nor one of a note', async () => {
    const [one, two] = [await desk.newPerson(broken), await desk.newPerson(broken)]
    await post(`${await tokenOf(one)}/messages`, { text: 'Моё', once: once() }, [{ name: 'a.txt', bytes: 'тайна' }])
    const own = (await thread(one)).flatMap(({ files }) => files.map(({ id }) => id))[0]
    const { id: noted } = await desk.reads.addFile({
      stored: 'a'.repeat(64),
      name: 'n.txt',
      contentType: 'text/plain',
      sizeBytes: 1,
      staffId: null,
    })
    await desk.act(two.conversationId, { type: 'note', text: 'внутри', fileIds: [noted] })
    const token = await tokenOf(two)
    const answers = await Promise.all([own, noted, 999_999, '0', 'x', '1%20or%201'].map((id) => get(`${token}/files/${id}`)))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 400, 400, 400])
    expect((await get(`${await tokenOf(one)}/files/${own}`)).body).toBe('тайна')
  })
})

describe('the last word', () => {
  async function resolved(): Promise<Person & { readonly token: string }> {
    const person = await desk.newPerson(broken)
    await reply(person, 'Деньги вернули.')
    await finish(person)
    return { ...person, token: await tokenOf(person) }
  }

  it('yes closes the complaint, and then it can be rated, once by each press', async () => {
    const person = await resolved()
    expect(read(await pageOf(person))).toContain('Всё\u00a0ли теперь в\u00a0порядке?'.replace(/\s/g, ' '))
    const sent = await post(`${person.token}/verdict`, { verdict: 'yes', once: once() })
    expect([sent.statusCode, sent.headers.location]).toEqual([303, `/status/${person.token}?lang=ru&said=yes`])
    expect(await complaintNow(person)).toMatchObject({ status: 'closed', stage: { key: 'closed' } })
    expect((await thread(person)).at(-1)).toMatchObject({ direction: 'in', text: 'Да, всё хорошо' })
    const page = await pageOf(person)
    expect(read(page)).toContain('Как мы справились?')
    expect([...page.matchAll(/name="rating" value="(\d)"/g)].map(([, value]) => value)).toEqual(['1', '2', '3', '4', '5'])
    const rated = await post(`${person.token}/rating`, { rating: '4' })
    expect(rated.headers.location).toBe(`/status/${person.token}?lang=ru&said=rating`)
    expect(await complaintNow(person)).toMatchObject({ rating: 4 })
    expect(read(await pageOf(person))).toContain('Ваша оценка: 4/5, Хорошо. Спасибо!')
    const lines = (await desk.reads.journal((await desk.complaintOf(person)).number, { limit: 200 }))?.items ?? []
    expect(lines.filter(({ action }) => action === 'judged' || action === 'rated').map(({ actor }) => actor.kind)).toEqual([
      'person',
      'person',
    ])
  })

  it('no brings it back on top, with what is missing in the thread and new clocks', async () => {
    const person = await resolved()
    const sent = await post(`${person.token}/verdict`, { verdict: 'no', text: 'Вернули только половину', once: once() })
    expect(sent.headers.location).toBe(`/status/${person.token}?lang=ru&said=no`)
    expect(await complaintNow(person)).toMatchObject({ status: 'returned', result: null })
    expect((await thread(person)).at(-1)?.text).toBe('Нет, не решено\nВернули только половину')
    expect(await desk.reads.conversation(person.conversationId)).toMatchObject({
      view: 'now',
      holder: { kind: 'queue', reason: 'returned' },
    })
    const page = read(await pageOf(person))
    expect(page).toContain('Снова в работе')
    expect(page).toContain('Ответим сегодня до 16:00')
  })

  it('given twice by one form counts once, and a second form’s words are not lost', async () => {
    const person = await resolved()
    const fields = { verdict: 'no', text: 'Не работает', once: once() }
    await Promise.all([post(`${person.token}/verdict`, fields), post(`${person.token}/verdict`, fields)])
    expect((await thread(person)).filter(({ text }) => text.includes('Не работает'))).toHaveLength(1)
    const later = await post(`${person.token}/verdict`, { verdict: 'no', text: 'И ещё кнопка отвалилась', once: once() })
    expect(later.headers.location).toContain('said=message')
    expect((await thread(person)).map(({ text }) => text)).toContain('И ещё кнопка отвалилась')
    expect(await complaintNow(person)).toMatchObject({ status: 'returned' })
    const tooEarly = await post(`${person.token}/rating`, { rating: '1' })
    expect(tooEarly.headers.location).toBe(`/status/${person.token}?lang=ru`)
    expect(await complaintNow(person)).toMatchObject({ rating: null })
  })

  it('ends the flow’s own question about the same complaint, and no other', async () => {
    const person = await resolved()
    const waiting = async () =>
      (await desk.ledger.owner.query(`select flow->>'node' as node, silence_at from conversations where id = $1`, [person.conversationId]))
        .rows[0]
    expect((await waiting()).node).not.toBeNull()
    await post(`${person.token}/verdict`, { verdict: 'yes', once: once() })
    expect(await waiting()).toEqual({ node: null, silence_at: null })

    const two = await desk.newPerson(broken)
    const first = await desk.complaintOf(two)
    await desk.says(two, 'Ещё одна жалоба: курьер нахамил моей маме!')
    const second = await desk.complaintOf(two)
    for (const { number } of [first, second])
      await desk.act(two.conversationId, { type: 'finish', complaint: number, result: 'partly', cause: 'x', note: null })
    await post(`${first.token}/verdict`, { verdict: 'no', once: once() })
    expect(await desk.reads.complaint(first.number)).toMatchObject({ status: 'returned' })
    expect(await desk.reads.complaint(second.number)).toMatchObject({ status: 'resolved' })
    const { rows } = await desk.ledger.owner.query(`select flow->>'node' as node from conversations where id = $1`, [two.conversationId])
    expect(rows[0].node).not.toBeNull()
  })

  it('can still be taken back for fourteen days, and then tells to write anew, with what was typed', async () => {
    const person = await resolved()
    await post(`${person.token}/verdict`, { verdict: 'yes', once: once() })
    desk.time.now = '2026-03-16T08:00:00.000Z'
    expect(read(await pageOf(person))).toContain('До 16 марта можно вернуть')
    desk.time.now = '2026-03-16T09:00:01.000Z'
    expect(read(await pageOf(person))).not.toContain('Вопрос вернулся?')
    const late = await post(`${person.token}/verdict`, { verdict: 'no', text: 'Опять сломался', once: once() })
    expect(late.statusCode).toBe(409)
    expect(read(late.body)).toContain('Прошло больше 14 дней')
    expect(by(late.body, 'textarea')).toBe('\nОпять сломался')
    desk.time.now = '2026-03-15T09:00:00.000Z'
    expect((await post(`${person.token}/verdict`, { verdict: 'no', once: once() })).statusCode).toBe(303)
    expect(await complaintNow(person)).toMatchObject({ status: 'returned' })
  })

  it('on spam is not asked for', async () => {
    const person = await desk.newPerson(broken)
    await desk.act(person.conversationId, { type: 'finish', complaint: null, result: 'spam', cause: 'реклама', note: null })
    const page = read(await pageOf(person))
    expect(page).not.toContain('Вопрос вернулся?')
    expect(page).not.toContain('Как мы справились?')
    expect((await post(`${await tokenOf(person)}/verdict`, { verdict: 'no', once: once() })).statusCode).toBe(409)
  })

  it.each([
    ['verdict', { verdict: 'maybe' }],
    ['verdict', {}],
    ['rating', { rating: '6' }],
    ['rating', { rating: '__proto__' }],
    ['rating', {}],
  ])('that makes no sense is refused (%s %j)', async (path, fields) => {
    const person = await resolved()
    const answer = await post(`${person.token}/${path}`, { ...fields, once: once() } as Record<string, string>)
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('role="alert"')
    expect(await complaintNow(person)).toMatchObject({ status: 'resolved', rating: null })
  })

  it('of nobody’s complaint changes nothing', async () => {
    const person = await resolved()
    const verdicts = openVerdicts({ ...desk, live: desk.bus })
    const other = await desk.complaintOf(await desk.newPerson(broken))
    const given = verdicts.give({ conversationId: person.conversationId, complaintId: other.id as never }, { type: 'rating', rating: 5 })
    await expect(given).rejects.toMatchObject({ code: 'complaint_unknown', status: 404 })
    const nowhere = verdicts.give({ conversationId: 1 as ConversationId, complaintId: other.id as never }, { type: 'rating', rating: 5 })
    await expect(nowhere).rejects.toMatchObject({ status: 404 })
  })
})

it('nothing of this broke behind the page', () => {
  expect(desk.problems).toEqual([])
})
