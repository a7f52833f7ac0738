import { z } from 'zod'
import { cleanLine } from '../../core/clean-text.js'
import { readJson } from '../shared/read-json.js'
import { isLoopbackHost } from './addresses.js'

const idLimit = 200
/** A name that a gateway gives; a number counts as its digits. */
const id = z
  .union([z.string(), z.int().transform(String)], 'must be a text or a whole number')
  .refine((text) => text !== '' && cleanLine(text, idLimit) === text, `must be one line of 1 to ${idLimit} characters`)

const [firstMs, lastMs] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')]
const at = z.iso.datetime({ offset: true, error: 'must be a time such as 2026-11-22T10:15:00Z' }).transform((text, context) => {
  const time = new Date(text)
  // An offset can lead out of the years that have four digits, and no database knows a year 0.
  if (time.getTime() >= firstMs && time.getTime() <= lastMs) return time.toISOString()
  context.addIssue({ code: 'custom', message: 'is no time of the calendar' })
  return z.NEVER
})

/** https anywhere, http on this machine only; whether the account may go there is asked when it is fetched. */
const address = z
  .string()
  .max(2_000, 'must be at most 2000 characters')
  .transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : null
    const isPlain = url?.protocol === 'http:' && isLoopbackHost(url.hostname)
    if (url && (url.protocol === 'https:' || isPlain) && url.username === '' && url.password === '') return url.href
    context.addIssue({ code: 'custom', message: 'must be an https address without user name and password' })
    return z.NEVER
  })

const person = z.object({ id, name: z.string().nullish() })
const file = z.object({
  url: address,
  name: z.string().min(1, 'must not be empty'),
  contentType: z.string().min(1, 'must not be empty'),
  sizeBytes: z.int().nonnegative().nullish(),
})
/** Our own key, as `id` of the message told it. */
const key = z
  .union(
    [
      z.int(),
      z
        .string()
        .regex(/^\d{1,16}$/)
        .transform(Number),
    ],
    'must be the id of a message of ours',
  )
  .refine((number) => Number.isSafeInteger(number) && number > 0, 'must be the id of a message of ours')

const common = { conversation: id.nullish(), at: at.nullish() }
const eventSchema = z.discriminatedUnion('type', [
  z
    .object({
      type: z.literal('message'),
      id,
      from: person,
      text: z.string().default(''),
      files: z.array(file).max(10, 'must be at most 10').default([]),
      /** The value of the choice that was pressed. */
      button: z.string().nullish(),
      language: z.string().nullish(),
      replyTo: id.nullish(),
      ...common,
    })
    .refine(({ text, files, button }) => text.trim() !== '' || files.length > 0 || (button ?? '').trim() !== '', {
      path: ['text'],
      message: 'must say something where there is neither file nor button',
    }),
  z.object({
    type: z.literal('delivery'),
    messageId: key,
    state: z.enum(['delivered', 'read', 'failed'], 'must be delivered, read or failed'),
    reason: z.string().nullish(),
    ...common,
  }),
  z.object({
    type: z.literal('call'),
    id,
    from: person,
    state: z.enum(['began', 'ended'], 'must be began or ended'),
    recordingUrl: address.nullish(),
    ...common,
  }),
  z.object({ type: z.literal('left'), from: person, reason: z.string().nullish(), ...common }),
  z.object({ type: z.literal('returned'), from: person, ...common }),
])
export type GatewayEvent = z.infer<typeof eventSchema>

export type Problem = { readonly name: string; readonly problem: string }
export type EventReading =
  | { readonly type: 'event'; readonly event: GatewayEvent }
  /** JSON of a type that a later version of a gateway may speak. */
  | { readonly type: 'unknown'; readonly name: string }
  | { readonly type: 'wrong'; readonly problems: readonly Problem[] }

const known: ReadonlySet<string> = new Set(eventSchema.def.options.map((option) => option.shape.type.value))
const typed = z.object({ type: z.string().min(1) })

/** The body of one event. Never throws. */
export function readEvent(body: Uint8Array): EventReading {
  const json = readJson(body)
  if (!json.isRead) return { type: 'wrong', problems: [{ name: 'body', problem: `is ${json.problem}` }] }
  const named = typed.safeParse(json.value)
  if (!named.success) return { type: 'wrong', problems: [{ name: 'type', problem: 'must be the text that says what happened' }] }
  if (!known.has(named.data.type)) return { type: 'unknown', name: cleanLine(named.data.type, 40) }
  const read = eventSchema.safeParse(json.value)
  if (read.success) return { type: 'event', event: read.data }
  return { type: 'wrong', problems: read.error.issues.map(({ path, message }) => ({ name: path.join('.'), problem: message })) }
}
