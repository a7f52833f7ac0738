import type { AccountBody } from '../api/desk'
import type ru from '../strings/ru.json'

export type AccountChannel = AccountBody['channel']
export const accountChannels: readonly AccountChannel[] = ['telegram', 'vk', 'email', 'api', 'bot']
export type FieldWord = keyof (typeof ru)['channelField']

/** One setting of a channel as a form asks for it. Names are those of the channel's settings. */
export type AccountField = {
  readonly name: string
  readonly word: FieldWord
  /** What it must look like; shown under the field, and again when it does not. */
  readonly hint?: FieldWord
  readonly type: 'text' | 'secret' | 'long' | 'choice' | 'flag'
  readonly options?: readonly { readonly value: string; readonly word: FieldWord }[]
  readonly isRequired?: true
  /** Only while another field has this value. */
  readonly when?: readonly [name: string, value: string]
  /** What most never need. */
  readonly isRare?: true
  readonly example?: string
}

const modes = { polling: 'modePolling', webhook: 'modeWebhook', longpoll: 'modeLongpoll', callback: 'modeCallback' } as const
const modesOf = (...values: readonly (keyof typeof modes)[]): NonNullable<AccountField['options']> =>
  values.map((value) => ({ value, word: modes[value] }))

export const accountFields: Readonly<Record<AccountChannel, readonly AccountField[]>> = {
  telegram: [
    { name: 'token', word: 'botToken', hint: 'botTokenHint', type: 'secret', isRequired: true },
    { name: 'mode', word: 'mode', hint: 'modeHint', type: 'choice', options: modesOf('polling', 'webhook') },
    { name: 'groups', word: 'groups', type: 'flag' },
    { name: 'webhookSecret', word: 'webhookSecret', hint: 'webhookSecretHint', type: 'secret', when: ['mode', 'webhook'], isRare: true },
    { name: 'apiRoot', word: 'apiRoot', hint: 'apiRootHint', type: 'text', isRare: true, example: 'https://api.telegram.org' },
  ],
  vk: [
    { name: 'token', word: 'vkToken', hint: 'vkTokenHint', type: 'secret', isRequired: true },
    { name: 'groupId', word: 'groupId', hint: 'groupIdHint', type: 'text', isRequired: true, example: '123456' },
    { name: 'mode', word: 'mode', hint: 'modeHint', type: 'choice', options: modesOf('longpoll', 'callback') },
    { name: 'confirmation', word: 'confirmation', hint: 'confirmationHint', type: 'text', isRequired: true, when: ['mode', 'callback'] },
    { name: 'secret', word: 'vkSecret', hint: 'vkSecretHint', type: 'secret', isRequired: true, when: ['mode', 'callback'] },
    { name: 'groupChats', word: 'groups', type: 'flag' },
    { name: 'apiRoot', word: 'apiRoot', hint: 'apiRootHint', type: 'text', isRare: true, example: 'https://api.vk.com/method' },
  ],
  email: [
    { name: 'from', word: 'from', hint: 'fromHint', type: 'text', isRequired: true, example: 'help@example.com' },
    { name: 'imapUrl', word: 'imapUrl', hint: 'imapUrlHint', type: 'secret', isRequired: true },
    { name: 'smtpUrl', word: 'smtpUrl', hint: 'smtpUrlHint', type: 'secret', isRequired: true },
    { name: 'authservId', word: 'authservId', hint: 'authservIdHint', type: 'text', isRare: true },
    { name: 'dkimDomain', word: 'dkimDomain', hint: 'dkimHint', type: 'text', isRare: true, example: 'example.com' },
    { name: 'dkimSelector', word: 'dkimSelector', type: 'text', isRare: true },
    { name: 'dkimKey', word: 'dkimKey', hint: 'dkimKeyHint', type: 'long', isRare: true },
  ],
  api: [
    { name: 'url', word: 'url', hint: 'urlHint', type: 'text', isRequired: true, example: 'https://gateway.example/otklik' },
    { name: 'secret', word: 'apiSecret', hint: 'apiSecretHint', type: 'secret', isRequired: true },
    {
      name: 'preset',
      word: 'preset',
      type: 'choice',
      options: [
        { value: 'plain', word: 'presetPlain' },
        { value: 'sms', word: 'presetSms' },
      ],
    },
    { name: 'allowPrivate', word: 'allowPrivate', type: 'flag', isRare: true },
  ],
  bot: [
    { name: 'appId', word: 'appId', hint: 'appIdHint', type: 'text', isRequired: true },
    { name: 'appPassword', word: 'appPassword', hint: 'appPasswordHint', type: 'secret', isRequired: true },
    { name: 'tenantId', word: 'tenantId', hint: 'tenantIdHint', type: 'text' },
    { name: 'openIdUrl', word: 'openIdUrl', hint: 'httpsHint', type: 'text', isRare: true },
    { name: 'issuer', word: 'issuer', type: 'text', isRare: true },
    { name: 'tokenUrl', word: 'tokenUrl', hint: 'httpsHint', type: 'text', isRare: true },
  ],
}

export type FieldValues = Readonly<Record<string, string | boolean>>

/** What a new form holds: the first of each choice, switches off, the rest empty. */
export const emptyValues = (channel: AccountChannel): Record<string, string | boolean> =>
  Object.fromEntries(accountFields[channel].map(({ name, type, options }) => [name, type === 'flag' ? false : (options?.[0]?.value ?? '')]))

export const isAsked = ({ when }: AccountField, values: FieldValues): boolean => when === undefined || values[when[0]] === when[1]

/** As the server takes them: what was left empty or is not asked for stays out, so that its default holds. */
export function toSettings(channel: AccountChannel, values: FieldValues): Record<string, string | boolean> {
  const given = accountFields[channel].filter((field) => isAsked(field, values)).map(({ name }) => [name, trimmed(values[name])] as const)
  return Object.fromEntries(given.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])))
}

const trimmed = (value: string | boolean | undefined): string | boolean | undefined => (typeof value === 'string' ? value.trim() : value)

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Which fields the server did not take, from the details of its refusal. */
export function refusedFields(details: Readonly<Record<string, unknown>>): readonly { name: string; problem: string }[] {
  const { fields } = details
  if (!Array.isArray(fields)) return []
  return fields.filter(isRecord).map(({ name, problem }) => ({
    name: String(name ?? '').replace(/^(?:body|settings)\./u, ''),
    problem: typeof problem === 'string' ? problem : '',
  }))
}
