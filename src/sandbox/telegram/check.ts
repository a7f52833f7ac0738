import type { Args, SentFile } from './body.js'
import { badRequest } from './refusal.js'
import { type Field, limits, objects, type Row } from './tables.js'

/**
 * The arguments as the tables type them; throws a Refusal for what they do not allow. `isText` says that all came as strings (forms and
 * query strings), where numbers are written out and objects are JSON: https://core.telegram.org/bots/api#making-requests
 */
export function checkArgs(row: Row, args: Args, isText: boolean): Args {
  const checked: Args = {}
  for (const [name, given] of Object.entries(args)) {
    const field = Object.hasOwn(row.fields, name) ? row.fields[name] : undefined
    if (!field) throw badRequest(`there is no field "${name}" (${row.link})`)
    const value = isText && typeof given === 'string' ? fromText(field.type, given) : given
    checkField(name, field, value)
    checked[name] = value
  }
  for (const [name, field] of Object.entries(row.fields)) {
    if (!field.isRequired || checked[name] !== undefined) continue
    throw badRequest(name === 'text' ? 'message text is empty' : name === 'chat_id' ? 'chat_id is empty' : `field "${name}" is required`)
  }
  return checked
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isFile = (value: unknown): value is SentFile => isRecord(value) && Buffer.isBuffer(value.bytes)

function fromText(type: string, text: string): unknown {
  if (/\bString\b/.test(type) && !type.startsWith('Array')) return text
  if (type === 'Integer') return /^-?\d+$/.test(text) ? Number(text) : text
  if (type === 'Boolean') return /^(?:true|1)$/i.test(text) ? true : /^(?:false|0)$/i.test(text) ? false : text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function checkField(name: string, field: Field, value: unknown): void {
  const problem = problemOf(field.type, value)
  if (problem !== null) throw badRequest(`field "${name}" ${problem}`)
  const size = typeof value === 'number' ? value : typeof value === 'string' ? Array.from(value).length : null
  if (size === null) return
  if (field.min !== undefined && size < field.min) throw badRequest(`field "${name}" must be at least ${field.min}`)
  if (field.max !== undefined && size > field.max) throw badRequest(`field "${name}" must be at most ${field.max}`)
}

/** null where the value is of the type. */
function problemOf(type: string, value: unknown): string | null {
  const alternatives = type.split(' or ')
  if (alternatives.length > 1) {
    const problems = alternatives.map((one) => problemOf(one, value))
    return problems.includes(null) ? null : (problems.find((problem) => problem?.startsWith('has')) ?? `must be of type ${type}`)
  }
  if (type.startsWith('Array of ')) {
    if (!Array.isArray(value)) return `must be of type ${type}`
    return value.map((one) => problemOf(type.slice('Array of '.length), one)).find((problem) => problem !== null) ?? null
  }
  if (type === 'Integer') return Number.isSafeInteger(value) ? null : 'must be of type Integer'
  if (type === 'String') return typeof value === 'string' ? null : 'must be of type String'
  if (type === 'Boolean') return typeof value === 'boolean' ? null : 'must be of type Boolean'
  if (type === 'InputFile') return isFile(value) ? null : 'must be of type InputFile'
  return problemOfObject(type, value)
}

function problemOfObject(type: string, value: unknown): string | null {
  const row = objects[type]
  if (!row || !isRecord(value)) return `must be of type ${type}`
  const missing = Object.entries(row.fields).find(([name, field]) => field.isRequired && value[name] === undefined)
  if (missing) return `must be of type ${type}`
  for (const [name, one] of Object.entries(value)) {
    const field = Object.hasOwn(row.fields, name) ? row.fields[name] : undefined
    if (!field) return `has no "${name}" (${row.link})`
    const problem = problemOf(field.type, one)
    if (problem !== null) return `has "${name}" that ${problem}`
  }
  return null
}

/** https://core.telegram.org/bots/api#inlinekeyboardbutton: one and only one of the optional fields, 1 to 64 bytes of callback data. */
export function checkKeyboard(markup: unknown): void {
  if (!isRecord(markup) || !Array.isArray(markup.inline_keyboard)) return
  const buttons: unknown[] = markup.inline_keyboard.flat()
  if (buttons.length > limits.buttons) throw badRequest('reply markup is too long')
  for (const button of buttons) {
    if (!isRecord(button)) continue
    if (button.text === '') throw badRequest("can't parse inline keyboard button: Text must be non-empty")
    if ((button.url === undefined) === (button.callback_data === undefined)) {
      throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    }
    if (typeof button.callback_data !== 'string') continue
    const bytes = Buffer.byteLength(button.callback_data)
    if (bytes < 1 || bytes > limits.callbackDataBytes) throw badRequest('BUTTON_DATA_INVALID')
  }
}
