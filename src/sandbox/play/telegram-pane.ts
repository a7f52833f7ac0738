import type { TelegramSandbox } from '../telegram/index.js'
import type { SeenMessage } from '../telegram/types.js'
import type { Gate } from './gate.js'
import { type Act, faultMs, isPicture, openArmed, type Pane, type PaneMessage } from './pane.js'

type Parts = {
  readonly telegram: TelegramSandbox
  readonly gate: Gate
  readonly chat: number
  readonly person: { readonly firstName: string; readonly lastName: string }
}

/** One person's private chat with the bot. */
export function openTelegramPane({ telegram, gate, chat, person: { firstName, lastName } }: Parts): Pane {
  const { customer } = telegram
  const armed = openArmed()
  let isBlocked = false
  customer.introduce(chat, { first_name: firstName, last_name: lastName })

  const seen = (): readonly SeenMessage[] => telegram.seenIn(chat)
  const lastOwn = () => seen().findLast(({ from, text }) => from.id === chat && typeof text === 'string')

  function arm(fault: Extract<Act, { type: 'fault' }>['fault']): void {
    if (fault === 'away') {
      gate.shut(faultMs)
      return
    }
    armed.arm(fault, telegram.sentTo(chat).length)
    if (fault === 'throttled') telegram.limit('sendMessage', faultMs / 1_000)
    else telegram.faults.add('sendMessage', { type: 'cut', when: 'after' })
  }

  function say({ text, file }: Extract<Act, { type: 'say' }>): void {
    const caption = text === '' ? {} : { caption: text }
    if (!file) customer.say(chat, text)
    else if (isPicture(file)) customer.say(chat, { bytes: file.bytes, photo: true, ...caption })
    else customer.say(chat, { bytes: file.bytes, document: file.name, type: file.type, ...caption })
  }

  return {
    view: async () => ({
      person: `${firstName} ${lastName}`.trim(),
      messages: seen().map((message) => toMessage(message, chat)),
      can: { start: seen().length === 0, edit: lastOwn() !== undefined, block: true, reply: false },
      isBlocked,
      armed: [...armed.list(telegram.sentTo(chat).length), ...(gate.isShut ? ['away' as const] : [])],
    }),
    async act(act) {
      if (act.type === 'start') customer.start(chat)
      else if (act.type === 'say') say(act)
      else if (act.type === 'press') customer.press(chat, act.title)
      else if (act.type === 'fault') arm(act.fault)
      else if (act.type === 'edit') customer.edit(chat, lastOwn()?.message_id ?? 0, act.text)
      else {
        isBlocked = act.type === 'block'
        if (isBlocked) customer.block(chat)
        else customer.unblock(chat)
      }
    },
    /** By the Bot API itself, as the bot would fetch it: the stand-in shows files to nobody else. */
    async file(id) {
      if (!seen().some((message) => filesOf(message).some((file) => file.id === id))) return null
      const bot = `bot${telegram.token}`
      const asked = await fetch(`${telegram.apiRoot}/${bot}/getFile?file_id=${encodeURIComponent(id)}`)
      const path = /"file_path":"([^"]+)"/.exec(await asked.text())?.[1]
      if (path === undefined) return null
      const answer = await fetch(`${telegram.apiRoot}/file/${bot}/${path}`)
      return { name: path.split('/').at(-1) ?? 'file', bytes: Buffer.from(await answer.arrayBuffer()) }
    },
  }
}

function toMessage(message: SeenMessage, chat: number): PaneMessage {
  const { text, caption } = message
  return {
    id: String(message.message_id),
    isOwn: message.from.id === chat,
    subject: null,
    text: typeof text === 'string' ? text : typeof caption === 'string' ? caption : '',
    buttons: buttonsOf(message.reply_markup),
    files: filesOf(message),
    isEdited: message.edit_date !== undefined,
    at: message.date * 1_000,
  }
}

/** https://core.telegram.org/bots/api#inlinekeyboardmarkup */
function buttonsOf(markup: unknown): readonly string[] {
  const rows = toList(toFields(markup).inline_keyboard)
  return rows.flatMap(toList).flatMap((button) => {
    const { text } = toFields(button)
    return typeof text === 'string' ? [text] : []
  })
}

function filesOf(message: SeenMessage): PaneMessage['files'] {
  const photo = toFields(toList(message.photo).at(-1))
  const document = toFields(message.document)
  return [
    ...(typeof photo.file_id === 'string' ? [{ id: photo.file_id, name: 'photo.jpg' }] : []),
    ...(typeof document.file_id === 'string'
      ? [{ id: document.file_id, name: typeof document.file_name === 'string' ? document.file_name : 'file' }]
      : []),
  ]
}

const toFields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
const toList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
