import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Client } from '../../web/widget/direct-line/client'
import { openKeptFiles } from '../../web/widget/direct-line/kept-files'
import type { Pace } from '../../web/widget/direct-line/pace'
import { openKeyValue } from '../../web/widget/shared/key-value'
import { nodeWire } from './node-wire'
import { StandInDesk } from './stand-in-desk'

const pace: Pace = { firstRetryMs: 10, maxRetryMs: 80, pollMs: 30, quietMs: 10_000, answerMs: 3_000, serverTries: 3 }
let desk: StandInDesk
let store: ReturnType<typeof openKeyValue>
const clients: Client[] = []

beforeEach(async () => {
  desk = await new StandInDesk().open()
  store = openKeyValue('', null)
})

afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await desk.close()
})

function open(options: { pace?: Partial<Pace>; files?: ReturnType<typeof openKeptFiles> } = {}): Client {
  const client = new Client({
    deskUrl: desk.url,
    wire: nodeWire,
    pace: { ...pace, ...options.pace },
    store,
    files: options.files ?? openKeptFiles('test', undefined),
    context: () => ({ language: 'en', page: 'https://shop.example/cart', utm: { utm_source: 'mail' } }),
  })
  clients.push(client)
  return client
}

const write = (client: Client, text: string, files: File[] = []) =>
  client.send({ text, files: files.map((file) => ({ name: file.name, size: file.size, contentType: file.type })) }, files)
const textsOf = (client: Client) => client.state.messages.map((message) => message.text)
const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 })
const isOnline = (client: Client) => until(() => expect([client.state.phase, desk.talk.sockets.size]).toEqual(['online', 1]))
const postsOf = (path: RegExp) => desk.seen.filter((seen) => seen.method === 'POST' && path.test(seen.path))

describe('a conversation', () => {
  it('asks nothing of the desk before the first message', () => {
    expect(open().state.phase).toBe('idle')
    expect(desk.seen).toEqual([])
  })

  it('starts with the first message, which carries page, utm and language, and receives over the socket', async () => {
    desk.onMessage = () => desk.say('We are sorry. Complaint No. 100013', { channelData: { otklik: { complaint: { number: '100013' } } } })
    const client = open()
    await write(client, 'my phone arrived broken')
    await until(() => expect(textsOf(client)).toEqual(['my phone arrived broken', 'We are sorry. Complaint No. 100013']))
    expect(client.state.messages[1]?.complaint).toEqual({ number: '100013' })
    expect(desk.talk.activities[0]).toMatchObject({
      locale: 'en',
      channelData: {
        language: 'en',
        page: 'https://shop.example/cart',
        utm: { utm_source: 'mail' },
        clientActivityID: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    })
  })

  it('keeps the order of messages written at once', async () => {
    const client = open()
    const texts = Array.from({ length: 10 }, (_, index) => `message ${index}`)
    for (const text of texts) void write(client, text)
    await until(() => expect(desk.textsFromCustomer()).toEqual(texts))
    await until(() => expect(client.state.outgoing).toEqual([]))
  })

  it('shows its history again after a reload', async () => {
    const first = open()
    await write(first, 'one')
    await until(() => expect(textsOf(first)).toEqual(['one']))
    first.close()
    desk.say('two')
    const second = open()
    expect(second.hasPast).toBe(true)
    second.connect()
    await until(() => expect(textsOf(second)).toEqual(['one', 'two']))
    expect(desk.talks).toHaveLength(1)
  })

  it('sends a postBack as its title with the value beside it', async () => {
    const client = open()
    await client.send({ text: 'Refund', value: 'refund', files: [] })
    await until(() => expect(desk.talk.activities[0]).toMatchObject({ text: 'Refund', value: 'refund', channelData: { postBack: true } }))
  })

  it('shows who is typing until they speak', async () => {
    const client = open()
    await write(client, 'hello')
    await isOnline(client)
    desk.typing('Ann')
    await until(() => expect(client.state.typing?.author).toEqual({ kind: 'operator', name: 'Ann' }))
    desk.say('good day')
    await until(() => expect(textsOf(client)).toContain('good day'))
    expect(client.state.typing).toBeUndefined()
  })
})

describe('a drop', () => {
  it('loses nothing and doubles nothing that is said meanwhile', async () => {
    const client = open()
    await write(client, 'hello')
    for (let round = 0; round < 5; round++) {
      await isOnline(client)
      desk.say(`before ${round}`)
      desk.dropSockets()
      desk.say(`after ${round}`)
    }
    const expected = ['hello', ...[0, 1, 2, 3, 4].flatMap((round) => [`before ${round}`, `after ${round}`])]
    await until(() => expect(textsOf(client)).toEqual(expected))
  })

  it('shows nothing twice when the desk repeats itself', async () => {
    desk.repeatsAll = true
    const client = open()
    await write(client, 'hello')
    await isOnline(client)
    desk.dropSockets()
    desk.say('after')
    await until(() => expect(textsOf(client)).toContain('after'))
    expect(textsOf(client)).toEqual(['hello', 'after'])
  })

  it('that a socket does not notice is found by asking over HTTP', async () => {
    const client = open({ pace: { quietMs: 40 } })
    await write(client, 'hello')
    await isOnline(client)
    desk.deafenSockets()
    desk.say('can you hear me?')
    await until(() => expect(textsOf(client)).toEqual(['hello', 'can you hear me?']))
    await isOnline(client)
  })

  it('of every socket is lived with by polling', async () => {
    desk.acceptsSockets = false
    const client = open()
    await write(client, 'hello')
    await until(() => expect(textsOf(client)).toEqual(['hello']))
    desk.say('good day')
    await until(() => expect(textsOf(client)).toEqual(['hello', 'good day']))
    expect(client.state.phase).toBe('online')
  })

  it('is told and outlived when the desk answers 503 for a while', async () => {
    const client = open()
    await write(client, 'hello')
    await isOnline(client)
    desk.trouble(/directline/, { type: 'refuse', status: 503 }, 4)
    desk.dropSockets()
    await until(() => expect(client.state.phase).toBe('offline'))
    desk.say('back again')
    await until(() => expect(textsOf(client)).toEqual(['hello', 'back again']))
  })
})

describe('the outbox', () => {
  it('resends a message whose answer was lost, under the same key, and the desk keeps one', async () => {
    const client = open()
    desk.trouble(/POST.*activities$/, { type: 'lose-answer' }, 2)
    await write(client, 'hello')
    await until(() => expect([textsOf(client), client.state.outgoing]).toEqual([['hello'], []]))
    expect(desk.textsFromCustomer()).toEqual(['hello'])
  })

  it('tries again after requests that were cut before the desk read them', async () => {
    const client = open()
    desk.trouble(/POST.*activities$/, { type: 'cut' }, 3)
    await write(client, 'hello')
    await until(() => expect(textsOf(client)).toEqual(['hello']))
    expect(new Set(postsOf(/activities$/).map((seen) => JSON.stringify(seen.body.channelData))).size).toBe(1)
  })

  it('survives a reload before anything could be sent', async () => {
    desk.trouble(/./, { type: 'cut' }, 1_000)
    const first = open()
    await write(first, 'first')
    await write(first, 'second')
    first.close()
    await desk.close()
    desk = await new StandInDesk().open()
    const second = open()
    expect(second.state.outgoing.map((item) => item.text)).toEqual(['first', 'second'])
    second.connect()
    await until(() => expect(desk.textsFromCustomer()).toEqual(['first', 'second']))
    await until(() => expect(second.state.outgoing).toEqual([]))
    expect(store.keys().filter((key) => key.startsWith('out:'))).toEqual([])
  })

  it('waits as long as Retry-After says, and no wake-up shortens it', async () => {
    const client = open()
    desk.trouble(/POST.*activities$/, { type: 'refuse', status: 429, headers: { 'retry-after': '1' } })
    await write(client, 'hello')
    await until(() => expect(postsOf(/activities$/)).toHaveLength(1))
    await until(() => expect(client.state.outgoing[0]?.state.type).toBe('waiting'))
    client.wake()
    await until(() => expect(desk.textsFromCustomer()).toEqual(['hello']))
    const [refused, accepted] = postsOf(/activities$/)
    expect((accepted?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(1_000)
  })

  it.each([
    [413, 'too-large'],
    [415, 'unsupported'],
    [422, 'refused'],
  ])('gives a message refused with %i back with the reason %s, and sends the next', async (status, reason) => {
    const client = open()
    desk.trouble(/POST.*activities$/, { type: 'refuse', status })
    await write(client, 'first')
    await write(client, 'second')
    await until(() => expect(desk.textsFromCustomer()).toEqual(['second']))
    expect(client.state.outgoing.find((item) => item.text === 'first')?.state).toEqual({ type: 'failed', reason })
    client.retry(client.state.outgoing.find((item) => item.text === 'first')?.id ?? '')
    await until(() => expect(desk.textsFromCustomer()).toEqual(['second', 'first']))
  })

  it('gives up a message on which the desk breaks again and again, so that the next goes through', async () => {
    const client = open()
    desk.trouble(/POST.*activities$/, { type: 'refuse', status: 500 }, pace.serverTries)
    await write(client, 'poison')
    await write(client, 'fine')
    await until(() => expect(desk.textsFromCustomer()).toEqual(['fine']))
    expect(client.state.outgoing.map((item) => item.state)).toContainEqual({ type: 'failed', reason: 'server' })
  })

  it('sends files with their text in one upload', async () => {
    const client = open()
    await write(client, 'look', [new File(['12345'], 'коробка.png', { type: 'image/png' }), new File(['1'], 'b.pdf')])
    await until(() => expect(client.state.messages[0]?.attachments.map((file) => file.name)).toEqual(['коробка.png', 'b.pdf']))
    expect(postsOf(/upload$/)[0]).toMatchObject({ body: { text: 'look' }, files: [{ size: 5 }, { size: 1 }] })
  })

  it('says so when the files of a message did not outlive a reload', async () => {
    desk.trouble(/./, { type: 'cut' }, 1_000)
    const first = open()
    await write(first, 'look', [new File(['1'], 'a.png')])
    first.close()
    const second = open()
    second.connect()
    await until(() => expect(second.state.outgoing[0]?.state).toEqual({ type: 'failed', reason: 'files-lost' }))
    expect(second.state.outgoing[0]).toMatchObject({ text: 'look', files: [{ name: 'a.png' }] })
  })

  it('gives a message back to the customer with its files', async () => {
    desk.trouble(/./, { type: 'cut' }, 1_000)
    const client = open()
    const photo = new File(['1'], 'a.png')
    await write(client, 'never mind', [photo])
    expect(await client.takeBack(client.state.outgoing[0]?.id ?? '')).toEqual({ text: 'never mind', files: [photo] })
    expect(client.state.outgoing).toEqual([])
    expect(store.keys().filter((key) => key.startsWith('out:'))).toEqual([])
  })
})

describe('a token', () => {
  it('that has expired is exchanged, and the same conversation goes on', async () => {
    const client = open()
    await write(client, 'one')
    await isOnline(client)
    desk.expireTokens()
    await write(client, 'two')
    await until(() => expect(textsOf(client)).toEqual(['one', 'two']))
    expect(desk.talks).toHaveLength(1)
    expect(postsOf(/widget\/token$/).map((seen) => seen.body)).toEqual([{}, { previous: expect.stringMatching(/^token-/) }])
  })

  it('near its end is refreshed before it is used', async () => {
    const client = open()
    await write(client, 'one')
    await isOnline(client)
    store.set('pass', JSON.stringify({ ...JSON.parse(store.get('pass') ?? ''), refreshAt: Date.now() }))
    await write(client, 'two')
    await until(() => expect(textsOf(client)).toEqual(['one', 'two']))
    expect([postsOf(/tokens\/refresh$/).length, postsOf(/widget\/token$/).length]).toEqual([1, 1])
  })

  it('past its end by our own clock is not even tried', async () => {
    desk.expiresInSeconds = 0.001
    const client = open()
    await write(client, 'one')
    await until(() => expect(textsOf(client)).toEqual(['one']))
    expect(desk.talks).toHaveLength(1)
    expect(postsOf(/tokens\/refresh$/)).toEqual([])
  })

  it('that leads to another conversation takes the unsent message along', async () => {
    const client = open()
    await write(client, 'one')
    await isOnline(client)
    client.close()
    await desk.close()
    desk = await new StandInDesk().open()
    const later = open()
    await write(later, 'two')
    await until(() => expect(textsOf(later)).toEqual(['two']))
    expect(later.state.phase).toBe('online')
  })

  it('refused to this page is told, and the text is kept until it is granted', async () => {
    desk.trouble(/widget\/token$/, { type: 'refuse', status: 403 }, 2)
    const client = open()
    await write(client, 'hello')
    await until(() => expect(client.state.phase).toBe('refused'))
    await until(() => expect(desk.textsFromCustomer()).toEqual(['hello']))
    await until(() => expect(client.state.phase).toBe('online'))
  })
})

describe('the end of a conversation', () => {
  it('by 404 keeps what was not sent, and a new conversation sends it', async () => {
    const client = open()
    await write(client, 'one')
    await isOnline(client)
    desk.talk.hasEnded = true
    await write(client, 'two')
    await until(() => expect(client.state.phase).toBe('ended'))
    expect(client.state.outgoing.map((item) => item.text)).toEqual(['two'])
    const tries = postsOf(/activities$/).length
    client.wake()
    await fetch(`${desk.url}/v3/directline/conversations`)
    expect(postsOf(/activities$/)).toHaveLength(tries)
    client.startOver()
    await until(() => expect(desk.talks).toHaveLength(2))
    await until(() => expect(textsOf(client)).toEqual(['two']))
  })

  it('by endOfConversation is told, and a later word of the desk takes it back', async () => {
    const client = open()
    await write(client, 'one')
    await isOnline(client)
    desk.publish(desk.talk, { type: 'endOfConversation' })
    await until(() => expect(client.state.phase).toBe('ended'))
    desk.say('one more thing')
    await until(() => expect(client.state.phase).toBe('online'))
  })

  it('by the customer leaves the old conversation and asks for nothing until they write again', async () => {
    const client = open()
    await write(client, 'one')
    await isOnline(client)
    client.startOver()
    expect(client.state).toMatchObject({ phase: 'idle', messages: [] })
    await write(client, 'new matter')
    await until(() => expect(textsOf(client)).toEqual(['new matter']))
    expect(desk.talks.map((talk) => desk.textsFromCustomer(talk))).toEqual([['one'], ['new matter']])
  })

  it('by the customer can be undone', async () => {
    const client = open()
    await write(client, 'one')
    await isOnline(client)
    client.startOver()
    await write(client, 'two')
    await until(() => expect(textsOf(client)).toEqual(['two']))
    client.goBack()
    await until(() => expect(textsOf(client)).toEqual(['one']))
    client.goBack()
    await until(() => expect(textsOf(client)).toEqual(['two']))
  })

  it('in another tab is followed', async () => {
    const [here, there] = [open(), open()]
    await write(here, 'one')
    await isOnline(here)
    there.startOver()
    await write(there, 'two')
    await until(() => expect(textsOf(there)).toEqual(['two']))
    here.follow()
    await until(() => expect(textsOf(here)).toEqual(['two']))
  })
})
