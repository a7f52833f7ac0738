import { randomUUID } from 'node:crypto'
import WebSocket from 'ws'
import { call } from './http.js'

/** Something that acknowledges complaints. `prepare` makes ready for one; what it answers brings the complaint and resolves when it is acknowledged. */
export type Subject = { readonly name: string; prepare(): Promise<Complain> }
export type Complain = { complain(): Promise<void>; leave(): void }

const texts = [
  'Мне привезли разбитый телефон, верните деньги!',
  'The courier threw my parcel over the fence and the lamp is in pieces',
  '收到的手机屏幕是碎的，客服一直不理人，我要退款！',
]
let said = 0
const nextText = (): string => texts[said++ % texts.length] ?? ''

export const openBaseline = (url: string): Subject => ({
  name: 'baseline',
  async prepare() {
    const body = JSON.stringify({ externalId: randomUUID(), name: 'Мария Белова', text: nextText() })
    return { complain: async () => void (await call(`${url}/complaints`, { method: 'POST', body })), leave: () => undefined }
  },
})

/** A customer who has opened the chat: a conversation of their own and a socket. The acknowledgement is the frame with the status link. */
export const openDeskSubject = (url: string, secret: string): Subject => ({
  name: 'desk',
  async prepare() {
    const root = `${url}/v3/directline/conversations`
    const started = (await call(root, { method: 'POST', credential: secret, body: '{}' })) as Started
    const socket = new WebSocket(started.streamUrl)
    const acknowledged = new Promise<void>((resolve, reject) => {
      socket.on('error', reject)
      socket.on('message', (data) => {
        if (String(data).includes('/status/')) resolve()
      })
    })
    await new Promise((resolve) => socket.once('open', resolve))
    const text = nextText()
    const channelData = { clientActivityID: randomUUID() }
    const body = JSON.stringify({ type: 'message', from: { id: 'visitor' }, text, channelData })
    return {
      async complain() {
        await call(`${root}/${started.conversationId}/activities`, { method: 'POST', credential: started.token, body })
        await acknowledged
      },
      leave: () => socket.terminate(),
    }
  },
})

type Started = { readonly conversationId: string; readonly token: string; readonly streamUrl: string }
