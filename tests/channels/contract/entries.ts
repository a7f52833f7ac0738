import { openGateway } from './api.js'
import { openBot } from './bot.js'
import { openMail } from './email.js'
import type { StandIn } from './stand-in.js'
import { openTelegram } from './telegram.js'
import { openVk } from './vk.js'

/** One way in which a channel of src/channels/index.ts can be set up. */
export type Entry = {
  readonly name: string
  readonly kind: string
  readonly via: 'webhook' | 'listener'
  open(): Promise<StandIn>
}

/** Channels of the list without a platform: what is to be said there a person says. */
export const dictated: readonly string[] = ['phone']

export const entries: readonly Entry[] = [
  { name: 'Telegram, polled', kind: 'telegram', via: 'listener', open: () => openTelegram('polling') },
  { name: 'Telegram, by webhook', kind: 'telegram', via: 'webhook', open: () => openTelegram('webhook') },
  { name: 'VK by long poll', kind: 'vk', via: 'listener', open: () => openVk('longpoll') },
  { name: 'VK by callback', kind: 'vk', via: 'webhook', open: () => openVk('callback') },
  { name: 'e-mail', kind: 'email', via: 'listener', open: openMail },
  { name: 'a gateway', kind: 'api', via: 'webhook', open: () => openGateway('plain') },
  { name: 'a gateway of SMS', kind: 'api', via: 'webhook', open: () => openGateway('sms') },
  { name: 'the Bot Framework', kind: 'bot', via: 'webhook', open: openBot },
]
