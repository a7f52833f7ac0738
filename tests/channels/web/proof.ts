import assert from 'node:assert/strict'
import { type Activity, ConnectionStatus, DirectLine } from 'botframework-directlinejs'
import { WebSocket } from 'ws'
import { until } from '../../support/until.js'
import { XMLHttpRequestOverFetch } from './xml-http-request.js'

export type ProofOptions = {
  /** A token for the browser's side, from tokens/generate or the widget's endpoint. */
  readonly token: string
  /** What the customer writes first; the desk must answer it. */
  readonly text: string
  /** What the customer writes while the socket is down. */
  readonly meanwhile: readonly string[]
}

/**
 * The public client of Direct Line, botframework-directlinejs from npm, unmodified, against a desk at `baseUrl`: start, post, upload, receive
 * over the socket, drop and reconnect. Throws when an activity is lost, doubled or out of order. Answers what the client received.
 */
export async function directLineProof(baseUrl: string, { token, text, meanwhile }: ProofOptions) {
  Object.assign(globalThis, { WebSocket, XMLHttpRequest: XMLHttpRequestOverFetch })
  const sockets: WebSocket[] = []
  class SeenWebSocket extends WebSocket {
    constructor(url: string) {
      super(url)
      sockets.push(this)
    }
  }
  // The client waits 3 to 15 s before it comes back; random: 0 makes it 3.
  const client = new DirectLine({ token, domain: `${baseUrl}/v3/directline`, WebSocket: SeenWebSocket as never, random: () => 0 })
  const received: Activity[] = []
  const subscription = client.activity$.subscribe((activity) => received.push(activity))
  const post = (activity: object) => client.postActivity(activity as Activity).toPromise()
  const sees = (id: string) => received.some((activity) => activity.id === id)
  try {
    const firstId = await post({ type: 'message', from: { id: 'somebody', role: 'bot' }, text })
    await until('the customer sees their own message', () => sees(firstId))
    await until('the desk answers', () => received.some(({ from }) => from.role === 'bot'))
    assert.ok(
      received.filter(({ id }) => id === firstId).every(({ from }) => from.role === 'user'),
      'the sender is not what it claims',
    )

    const uploadId = await post({ type: 'message', from: { id: 'somebody' }, text: 'photo', attachments: [photo] })
    await until('the upload comes back', () => sees(uploadId))
    const [attachment] = attachmentsOf(received.find(({ id }) => id === uploadId))
    const file = Buffer.from(await (await fetch(attachment?.contentUrl ?? '')).arrayBuffer())
    assert.deepEqual(file, photoBytes, 'the file is what was sent')

    sockets.at(-1)?.terminate()
    const ids: string[] = []
    for (const said of meanwhile) ids.push(await post({ type: 'message', from: { id: 'somebody' }, text: said }))
    await until('the client comes back by a fresh stream', () => sockets.length > 1 && sockets.at(-1)?.readyState === WebSocket.OPEN)
    await until('what was said meanwhile arrives', () => ids.every(sees))

    await until('the socket has shown what the desk holds', async () => {
      const held = await readAll(baseUrl, firstId, token)
      return held.length === received.filter(({ type }) => type === 'message').length
    })
    const held = await readAll(baseUrl, firstId, token)
    const shown = received.flatMap(({ type, id }) => (type === 'message' ? [id] : []))
    assert.deepEqual(shown, held, 'every activity once and in order')
    return { conversationId: firstId.split('|')[0] ?? '', received, sockets: sockets.length, status: client.connectionStatus$.getValue() }
  } finally {
    subscription.unsubscribe()
    client.end()
    for (const socket of sockets) socket.terminate()
  }
}

export { ConnectionStatus }

async function readAll(baseUrl: string, activityId: string, token: string): Promise<readonly string[]> {
  const url = `${baseUrl}/v3/directline/conversations/${activityId.split('|')[0]}/activities`
  const answer = await fetch(url, { headers: { Authorization: `Bearer ${token}` } })
  const { activities } = (await answer.json()) as { activities: Activity[] }
  return activities.map(({ id }) => id ?? '')
}

const attachmentsOf = (activity: Activity | undefined) =>
  (activity?.type === 'message' ? (activity.attachments ?? []) : []) as { contentUrl: string }[]

const photoBytes = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const photo = {
  contentType: 'image/png',
  name: 'разбитый телефон.png',
  contentUrl: `data:image/png;base64,${photoBytes.toString('base64')}`,
}
