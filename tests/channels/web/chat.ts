import type { TestDesk } from './desk.js'
import { shopOrigin } from './desk.js'

/** A conversation that has been started from a page of the shop. */
export async function startChat(desk: TestDesk) {
  const { body: granted } = await desk.call('POST', '/api/widget/token', { headers: { Origin: shopOrigin }, json: {} })
  const { body: started } = await desk.call('POST', '/v3/directline/conversations', { as: granted.token })
  const path = `/v3/directline/conversations/${started.conversationId}`
  const token: string = started.token
  return {
    id: String(started.conversationId),
    token,
    streamUrl: String(started.streamUrl),
    path,
    post: (activity: object) => desk.call('POST', `${path}/activities`, { as: token, json: activity }),
    say: (text: string) => desk.call('POST', `${path}/activities`, { as: token, json: { type: 'message', from: { id: 'me' }, text } }),
    read: (watermark = '') => desk.call('GET', `${path}/activities?watermark=${watermark}`, { as: token }),
    reconnect: (watermark = '') => desk.call('GET', `${path}?watermark=${watermark}`, { as: token }),
    upload: (form: FormData) => desk.call('POST', `${path}/upload?userId=me`, { as: token, body: form }),
  }
}
