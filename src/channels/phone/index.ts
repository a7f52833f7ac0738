import { type Channel, type ChannelDefinition, SendError } from '../../core/channel.js'

/** Nobody but a person can say something by phone: what is to be told stands before them until they tick it. */
export const phoneChannel: ChannelDefinition<null> = { settings: { parse: () => null }, open: openPhoneChannel }

function openPhoneChannel(): Channel {
  return {
    can: {
      textLimit: 20_000,
      buttons: false,
      files: 'none',
      fileLimitBytes: 0,
      exactResend: true,
      dictated: true,
      writesFirst: true,
      pace: null,
    },
    intake: { via: 'webhook', path: 'none', check: () => ({ answer: { status: 404, contentType: 'text/plain', body: '' }, arrivals: [] }) },
    parse: () => [],
    send: () => Promise.reject(new SendError('refused', 'only a person can say it')),
  }
}
