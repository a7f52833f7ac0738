import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type LiveFrame, type LiveSay, liveFrame } from '../../../src/http/contract.js'
import { conversationRoutes } from '../../../src/http/routes/conversations.js'
import { liveRoutes } from '../../../src/http/routes/live.js'
import { until } from '../../support/until.js'
import { byCookie, fromOwnPage, openRouteDesk, type RouteDesk } from './support.js'

let desk: RouteDesk
let address: string
let anna: { readonly id: number; readonly cookie: string }
let boris: { readonly id: number; readonly cookie: string }
beforeAll(async () => {
  desk = await openRouteDesk((rooms) => [
    conversationRoutes(rooms),
    liveRoutes({ ...rooms, signIn: rooms.staff.signIn, keepAliveMs: 1_000 }),
  ])
  address = (await desk.app.listen({ host: '127.0.0.1', port: 0 })).replace('http', 'ws')
  anna = await desk.hire('Анна Вторая')
  boris = await desk.hire('Борис Третий')
})
afterAll(() => desk.close())

type Console = {
  readonly socket: WebSocket
  readonly frames: LiveFrame[]
  readonly ended: Promise<number>
  say(frame: LiveSay): void
  /** Ids of conversations that were told to have changed. */
  changed(): (number | null)[]
  cursor(): string
  last<Type extends LiveFrame['type']>(type: Type): Extract<LiveFrame, { type: Type }> | undefined
}
const opened: WebSocket[] = []
afterEach(() => {
  for (const socket of opened.splice(0)) socket.terminate()
})

/** Resolves when the first frame has come, which every console gets. */
async function open(cookie: string, after?: string): Promise<Console> {
  const socket = new WebSocket(`${address}/api/v1/live${after === undefined ? '' : `?after=${after}`}`, { headers: byCookie(cookie) })
  opened.push(socket)
  const frames: LiveFrame[] = []
  socket.on('message', (data) => void frames.push(liveFrame.parse(JSON.parse(String(data)))))
  const ended = new Promise<number>((resolve) => socket.on('close', resolve))
  socket.on('error', () => undefined)
  const last: Console['last'] = (type) =>
    frames.findLast((frame): frame is Extract<LiveFrame, { type: typeof type }> => frame.type === type)
  await until('the console is greeted', () => frames.length > 0)
  return {
    socket,
    frames,
    ended,
    say: (frame) => socket.send(JSON.stringify(frame)),
    changed: () => frames.flatMap((frame) => (frame.type === 'changed' ? frame.changes.map(({ conversationId }) => conversationId) : [])),
    cursor: () => frames.findLast((frame) => 'cursor' in frame)!.cursor as string,
    last,
  }
}

/** The status of a handshake that is not answered. */
function refusal(headers: Record<string, string>, query = ''): Promise<number> {
  const socket = new WebSocket(`${address}/api/v1/live${query}`, { headers })
  opened.push(socket)
  return new Promise((resolve, reject) => {
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
      response.destroy()
    })
    socket.on('open', () => reject(new Error('it was let in')))
    socket.on('error', () => undefined)
  })
}

const broken = 'Мне привезли разбитый телефон, верните деньги!'

describe('the handshake', () => {
  it('is for people of the staff, from our own page', async () => {
    expect(await refusal({})).toBe(401)
    expect(await refusal({ cookie: anna.cookie.replace('=', '=x') })).toBe(401)
    expect(await refusal({ cookie: anna.cookie })).toBe(403)
    expect(await refusal({ cookie: anna.cookie, origin: 'https://evil.example' })).toBe(403)
    expect(await refusal({ cookie: anna.cookie, origin: 'null' })).toBe(403)
    expect(await refusal(await desk.token('crm'))).toBe(403)
    expect(await refusal(byCookie(anna.cookie), `?after=${'x'.repeat(61)}`)).toBe(400)
    expect(await refusal(byCookie(anna.cookie), '?after=1&after=2')).toBe(400)
  })

  it('needs the right to read conversations', async () => {
    await desk.ledger.owner.query(`insert into roles (key, rights) values ('clerk', '{staff.read}')`)
    const clerk = await desk.hire('Клим Писарев', 'clerk' as 'operator')
    expect(await refusal(byCookie(clerk.cookie))).toBe(403)
  })

  it('is refused to whoever has twenty consoles open, and granted again when one is closed', async () => {
    const many = await desk.hire('Мила Многооконная')
    const consoles = await Promise.all(Array.from({ length: 20 }, () => open(many.cookie)))
    expect(await refusal(byCookie(many.cookie))).toBe(429)
    consoles[0]!.socket.close()
    await consoles[0]!.ended
    await until('there is room again', async () => (await open(many.cookie).catch(() => null)) !== null)
  })
})

describe('a console', () => {
  it('is told at once what the customers and the colleagues do', async () => {
    const one = await open(anna.cookie)
    const two = await open(boris.cookie)
    const person = await desk.newPerson(broken)
    for (const console of [one, two]) await until('both know of the message', () => console.changed().includes(person.conversationId))
    const before = one.changed().length
    await desk.app.inject({
      method: 'POST',
      url: `/api/v1/conversations/${person.conversationId}/take`,
      headers: byCookie(boris.cookie),
      payload: {},
    })
    await until('Anna knows that Boris took it', () => one.changed().length > before)
    expect(one.changed().at(-1)).toBe(person.conversationId)
  })

  it('that comes back with its cursor is told what it missed and nothing it knew', async () => {
    const first = await open(anna.cookie)
    const known = await desk.newPerson(broken)
    await until('it is known', () => first.changed().includes(known.conversationId))
    await until('all of it is known', async () => (await desk.feed.after(first.cursor(), 1))?.changes.length === 0)
    first.socket.terminate()
    await first.ended
    const missed = [await desk.newPerson(broken), await desk.newPerson(broken)]
    const second = await open(anna.cookie, first.cursor())
    await until('it has caught up', () => missed.every(({ conversationId }) => second.changed().includes(conversationId)))
    expect(second.changed()).not.toContain(known.conversationId)
    expect(second.last('resync')).toBeUndefined()
    const live = await desk.newPerson(broken)
    await until('it goes on', () => second.changed().includes(live.conversationId))
  })

  it('that is new begins with what changed a moment ago, while its page was loading', async () => {
    const person = await desk.newPerson(broken)
    const console = await open(anna.cookie)
    await until('it knows', () => console.changed().includes(person.conversationId))
  })

  it.each(['x', '0', '1.2.3', "1.0'%3B"])('with the cursor %s reads everything again', async (cursor) => {
    const console = await open(anna.cookie, cursor)
    expect(console.frames[0]).toMatchObject({ type: 'resync' })
    const person = await desk.newPerson(broken)
    await until('it goes on from there', () => console.changed().includes(person.conversationId))
  })

  it('that is thousands of changes behind reads everything again instead of hearing them all', async () => {
    const from = await desk.feed.head()
    await desk.ledger.owner.query(
      `insert into feed (origin, conversation_id, what) select 'x', 1, 'conversation' from generate_series(1, 6000)`,
    )
    const console = await open(anna.cookie, from)
    await until('it is told to', () => console.last('resync') !== undefined)
    expect(console.changed().length).toBeLessThanOrEqual(5_000)
    const person = await desk.newPerson(broken)
    await until('it goes on from there', () => console.changed().includes(person.conversationId))
  })

  it('that takes nothing in is dropped, and the others hear everything', async () => {
    const stuck = await open(anna.cookie)
    const quick = await open(boris.cookie)
    stuck.socket.pause()
    const rows = 20_000
    await desk.ledger.owner.query(
      `insert into feed (origin, conversation_id, what) select 'x', 7, repeat('y', 600) from generate_series(1, $1::int)`,
      [rows],
    )
    desk.tail.nudge()
    let heldBytes = 0
    await until('the quick one has heard all', () => {
      for (const { bufferedAmount } of desk.app.websocketServer.clients) heldBytes = Math.max(heldBytes, bufferedAmount)
      return quick.changed().filter((id) => id === 7).length === rows
    })
    await until('the stuck one is gone', () => desk.app.websocketServer.clients.size === 1)
    expect(heldBytes).toBeGreaterThan(0)
    // Of twelve megabytes.
    expect(heldBytes).toBeLessThan(1_000_000)
    stuck.socket.resume()
    expect(await stuck.ended).toBe(1006)
  })

  it('that does not answer pings is dropped', async () => {
    const console = await open(anna.cookie)
    console.socket.pause()
    await until('it is gone', () => desk.app.websocketServer.clients.size === 0)
  })
})

describe('who looks and who types', () => {
  it('is told to those who look at the same conversation, and only to them', async () => {
    const here = await desk.newPerson(broken)
    const elsewhere = await desk.newPerson(broken)
    const [one, two, three] = [await open(anna.cookie), await open(boris.cookie), await open(desk.admin.cookie)]
    const conversationId = here.conversationId
    three.say({ type: 'looking', conversationId: elsewhere.conversationId })
    one.say({ type: 'looking', conversationId })
    two.say({ type: 'looking', conversationId })
    await until('Anna sees Boris', () => one.last('presence')?.people.length === 2)
    expect(one.last('presence')).toMatchObject({
      conversationId,
      people: [
        { id: anna.id, name: 'Анна Вторая', isTyping: false },
        { id: boris.id, name: 'Борис Третий', isTyping: false },
      ],
    })
    two.say({ type: 'typing', conversationId })
    await until('Anna sees Boris type', () => one.last('presence')?.people.some(({ id, isTyping }) => id === boris.id && isTyping) === true)
    two.say({ type: 'looking', conversationId: null })
    await until('Anna sees Boris leave', () => one.last('presence')?.people.length === 1)
    await until('Boris sees nobody any more', () => two.last('presence')?.people.length === 0)
    expect(three.frames.filter((frame) => frame.type === 'presence')).toMatchObject([{ conversationId: elsewhere.conversationId }])
  })

  it('ends with the socket, and counts a person with two tabs once', async () => {
    const { conversationId } = await desk.newPerson(broken)
    const [one, tab, otherTab] = [await open(anna.cookie), await open(boris.cookie), await open(boris.cookie)]
    for (const console of [one, tab, otherTab]) console.say({ type: 'looking', conversationId })
    await until('Boris is there once', () => one.frames.filter((frame) => frame.type === 'presence').length === 3)
    expect(one.last('presence')?.people.map(({ id }) => id)).toEqual([anna.id, boris.id])
    tab.socket.terminate()
    await until('a tab has gone', () => one.frames.filter((frame) => frame.type === 'presence').length === 4)
    expect(one.last('presence')?.people).toHaveLength(2)
    otherTab.socket.terminate()
    await until('Boris has gone', () => one.last('presence')?.people.length === 1)
  })

  it('reaches the customer when an operator types, at most once a second, and the operator when the customer does', async () => {
    const person = await desk.newPerson(broken)
    const { conversationId } = person
    const told: string[] = []
    const stop = desk.port.onTyping(desk.accountId, person.conversation, (who) => void told.push(who))
    const console = await open(anna.cookie)
    console.say({ type: 'looking', conversationId })
    await until('the room is found', () => {
      desk.port.typing(desk.accountId, person.conversation, 'person')
      return console.last('typing') !== undefined
    })
    expect(console.last('typing')).toEqual({ type: 'typing', conversationId, who: 'person', name: null })
    told.length = 0
    for (let count = 0; count < 5; count++) console.say({ type: 'typing', conversationId })
    await until('the customer sees it', () => told.length > 0)
    const other = await desk.newPerson(broken)
    console.say({ type: 'typing', conversationId: other.conversationId })
    console.say({ type: 'looking', conversationId: 999_999_999 })
    await until('it shows that nobody else is there', () => console.last('presence')?.conversationId === 999_999_999)
    expect(told).toEqual(['operator'])
    stop()
  })
})

describe('a socket ends', () => {
  it('within five seconds of its sign-in, with a code of its own', async () => {
    const vera = await desk.hire('Вера Уходящая')
    const console = await open(vera.cookie)
    const answer = await desk.app.inject({ method: 'POST', url: '/api/v1/sign-out', headers: { ...byCookie(vera.cookie) }, payload: {} })
    expect(answer.statusCode).toBeLessThan(300)
    const before = performance.now()
    expect(await console.ended).toBe(4401)
    expect(performance.now() - before).toBeLessThan(5_000)
    expect(await refusal({ cookie: vera.cookie, ...fromOwnPage })).toBe(401)
  })

  it('when access is closed to its person', async () => {
    const ivan = await desk.hire('Иван Бывший')
    const console = await open(ivan.cookie)
    await desk.staff.book.change(ivan.id, { isDeactivated: true })
    expect(await console.ended).toBe(4401)
  })

  const deep = '['.repeat(10_000) + ']'.repeat(10_000)
  it.each([
    ['no JSON', '{', 1003],
    ['nothing', '', 1003],
    ['an event of the inside', '{"type":"changed","cursor":"1.0","changes":[]}', 1003],
    ['keys of a prototype', '{"type":"looking","conversationId":1,"__proto__":{"x":1}}', 1003],
    ['one key too many', '{"type":"looking","conversationId":1,"method":"close"}', 1003],
    ['an id that is none', '{"type":"looking","conversationId":"1 or 1=1"}', 1003],
    ['ten thousand levels', deep, 1003],
    ['bytes', Buffer.from('{"type":"looking","conversationId":null}'), 1003],
    ['a megabyte', 'x'.repeat(1_000_000), 1009],
  ])('when it says %s, without a word about the inside', async (_what, frame, code) => {
    const console = await open(anna.cookie)
    let reason = ''
    console.socket.on('close', (_code, why) => {
      reason = String(why)
    })
    console.socket.send(frame)
    expect(await console.ended).toBe(code)
    expect(reason).toBe(code === 1003 ? 'this frame is not understood' : '')
  })

  it('when it never stops talking', async () => {
    const console = await open(anna.cookie)
    for (let count = 0; count < 100; count++) console.say({ type: 'looking', conversationId: null })
    expect(await console.ended).toBe(1008)
  })
})
