import { readFileSync } from 'node:fs'
import { z } from 'zod'

const text = (help: string, example?: string) =>
  z
    .string()
    .trim()
    .optional()
    .meta({ help, ...(example !== undefined && { example }) })

/** The accounts that the environment names: one of each channel, called `default`. What the values must be, each channel's own settings say. */
export const channelEnvironment = {
  TELEGRAM_BOT_TOKEN: text(
    'Telegram: the bot’s token from @BotFather; sets up the account `default`',
    '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw',
  ),
  TELEGRAM_API_ROOT: text('Telegram: another Bot API server', 'http://127.0.0.1:8081'),
  TELEGRAM_MODE: text('Telegram: polling (needs no public address) or webhook', 'polling'),
  TELEGRAM_WEBHOOK_SECRET: text('Telegram: what it shows with every call, 16 to 256 characters; absent: made from SECRET_KEY'),
  VK_TOKEN: text('VK: access key of the community (messages, photos, docs); sets up the account `default`'),
  VK_GROUP_ID: text('VK: number of the community', '123456'),
  VK_API_ROOT: text('VK: another API address, ends in /method', 'https://api.vk.com/method'),
  VK_MODE: text('VK: longpoll or callback', 'longpoll'),
  VK_SECRET: text('VK: secret key of the Callback API'),
  VK_CONFIRMATION: text('VK: what the Callback API wants to hear'),
  IMAP_URL: text(
    'E-mail: the mailbox to read; sets up the account `default` with SMTP_URL and MAIL_FROM',
    'imaps://care:password@mail.example:993/INBOX',
  ),
  SMTP_URL: text('E-mail: the server that sends', 'smtps://care:password@mail.example:465'),
  MAIL_FROM: text('E-mail: the address that customers see', 'care@shop.example'),
  DKIM_DOMAIN: text('E-mail: domain of the DKIM key, when the desk signs itself', 'shop.example'),
  DKIM_SELECTOR: text('E-mail: selector of the DKIM key', 'desk'),
  DKIM_KEY_FILE: text('E-mail: file with the private DKIM key in PEM'),
  BOT_APP_ID: text('Bot Framework: the bot’s application id; sets up the account `default`'),
  BOT_APP_PASSWORD: text('Bot Framework: its client secret'),
  BOT_TENANT_ID: text('Bot Framework: its tenant, for a single-tenant bot'),
  BOT_OPENID_URL: text('Bot Framework: OpenID document of another issuer'),
} as const

type Given = { readonly [Name in keyof typeof channelEnvironment]?: string | undefined }

/** Where each value goes: channel, then field. */
const fields: Readonly<Record<keyof typeof channelEnvironment, readonly [channel: string, field: string]>> = {
  TELEGRAM_BOT_TOKEN: ['telegram', 'token'],
  TELEGRAM_API_ROOT: ['telegram', 'apiRoot'],
  TELEGRAM_MODE: ['telegram', 'mode'],
  TELEGRAM_WEBHOOK_SECRET: ['telegram', 'webhookSecret'],
  VK_TOKEN: ['vk', 'token'],
  VK_GROUP_ID: ['vk', 'groupId'],
  VK_API_ROOT: ['vk', 'apiRoot'],
  VK_MODE: ['vk', 'mode'],
  VK_SECRET: ['vk', 'secret'],
  VK_CONFIRMATION: ['vk', 'confirmation'],
  IMAP_URL: ['email', 'imapUrl'],
  SMTP_URL: ['email', 'smtpUrl'],
  MAIL_FROM: ['email', 'from'],
  DKIM_DOMAIN: ['email', 'dkimDomain'],
  DKIM_SELECTOR: ['email', 'dkimSelector'],
  DKIM_KEY_FILE: ['email', 'dkimKey'],
  BOT_APP_ID: ['bot', 'appId'],
  BOT_APP_PASSWORD: ['bot', 'appPassword'],
  BOT_TENANT_ID: ['bot', 'tenantId'],
  BOT_OPENID_URL: ['bot', 'openIdUrl'],
}

/** Settings by channel, as given; a channel of which nothing is set is not there. Throws when a file cannot be read. */
export function readChannelSettings(given: Given): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const found: Record<string, Record<string, string>> = {}
  for (const [name, [channel, field]] of Object.entries(fields)) {
    const value = given[name as keyof Given]
    if (value === undefined || value === '') continue
    found[channel] = { ...found[channel], [field]: name === 'DKIM_KEY_FILE' ? readFileSync(value, 'utf8') : value }
  }
  return found
}

/** The name under which the environment gives a channel's field, so that a person knows what to mend. */
export const environmentNameOf = (channel: string, field: string): string =>
  Object.entries(fields).find(([, place]) => place[0] === channel && place[1] === field)?.[0] ?? `${channel}.${field}`
