import { z } from 'zod'

/**
 * The shapes of `/api/v1`, said once: the server validates by them, OpenAPI is made from them, and the console imports their types.
 * Times are ISO 8601 UTC, null when not so. Lists are newest first unless said otherwise.
 */
export const language = z.enum(['ru', 'en', 'zh'])
export const kind = z.enum(['complaint', 'praise', 'question', 'suggestion', 'offer'])
export const status = z.enum([
  'with-bot',
  'new',
  'in-work',
  'waiting-customer',
  'waiting-department',
  'waiting-approval',
  'snoozed',
  'resolved',
  'closed',
  'returned',
])
export const view = z.enum(['now', 'waiting', 'snoozed', 'bot', 'closed'])
export const priority = z.enum(['critical', 'high', 'normal', 'low'])
export const result = z.enum(['satisfied', 'partly', 'refused', 'praise', 'answered', 'spam'])
export const clockName = z.enum([
  'acknowledge',
  'first-answer',
  'next-answer',
  'stage',
  'decision',
  'department',
  'approval',
  'silence',
  'statutory',
])

const instant = z.string()
const names = z.object({ ru: z.string(), en: z.string(), zh: z.string() })

export const apiError = z.object({ error: z.object({ code: z.string(), message: z.string(), fix: z.string() }).loose() })

export const clock = z.object({
  name: clockName,
  startedAt: instant,
  dueAt: instant,
  promisedAt: instant.nullable(),
  metAt: instant.nullable(),
  breachedAt: instant.nullable(),
  pausedAt: instant.nullable(),
  pauseReason: z.string().nullable(),
})

export const stage = z.object({ key: z.string(), name: z.string(), customerName: z.string() })

export const complaint = z.object({
  id: z.number(),
  number: z.string(),
  kind,
  status,
  stage,
  manager: z.object({ id: z.number(), name: z.string(), contact: z.string().nullable() }),
  category: z.object({ key: z.string(), names }),
  priority,
  priorityWhy: z.array(z.string()),
  risks: z.array(z.string()),
  isSure: z.boolean(),
  language,
  summary: z.string(),
  /** What the customer told: `wanted`, `order`, `what-happened` … */
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  person: z.object({
    id: z.number(),
    name: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    importance: z.string(),
  }),
  brand: z.object({ id: z.number(), name: z.string(), isDemo: z.boolean() }),
  clocks: z.array(clock),
  conversationIds: z.array(z.number()),
  channel: z.string(),
  result: result.nullable(),
  cause: z.string().nullable(),
  rating: z.number().nullable(),
  snoozedUntil: instant.nullable(),
  snoozeReason: z.string().nullable(),
  createdAt: instant,
  acknowledgedAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  resolvedAt: instant.nullable(),
  closedAt: instant.nullable(),
  statusUrl: z.string(),
})

export const complaintRow = complaint
  .pick({
    id: true,
    number: true,
    kind: true,
    status: true,
    stage: true,
    category: true,
    priority: true,
    channel: true,
    summary: true,
    createdAt: true,
    acknowledgedAt: true,
    conversationIds: true,
  })
  .extend({
    manager: z.object({ id: z.number(), name: z.string() }),
    person: z.object({ id: z.number(), name: z.string().nullable() }),
    nextClock: z.object({ name: clockName, dueAt: instant }).nullable(),
  })

export const journalLine = z.object({
  seq: z.number(),
  at: instant,
  actor: z.object({ kind: z.enum(['person', 'flow', 'operator', 'system']), id: z.number().nullable(), name: z.string().nullable() }),
  action: z.string(),
  data: z.record(z.string(), z.unknown()),
  hash: z.string(),
})

export const holder = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('flow') }),
  z.object({ kind: z.literal('queue'), reason: z.string() }),
  z.object({ kind: z.literal('operator'), id: z.number(), name: z.string() }),
])

export const conversationRow = z.object({
  id: z.number(),
  channel: z.string(),
  account: z.string(),
  externalId: z.string(),
  holder,
  person: z.object({ id: z.number(), name: z.string().nullable() }),
  complaintNumbers: z.array(z.string()),
  view,
  nextClock: z.object({ name: clockName, dueAt: instant, startedAt: instant }).nullable(),
  lastMessageAt: instant.nullable(),
  lastPreview: z.string(),
  language,
  brand: z.object({ id: z.number(), name: z.string(), isDemo: z.boolean() }),
  /** The most urgent open complaint, or the newest when none is open. */
  complaint: complaintRow
    .omit({ conversationIds: true, person: true, nextClock: true })
    .extend({ snoozedUntil: instant.nullable(), snoozeReason: z.string().nullable() })
    .nullable(),
  isEnded: z.boolean(),
})

export const conversation = conversationRow.extend({
  complaints: z.array(complaintRow.omit({ conversationIds: true, person: true })),
  context: z.record(z.string(), z.string()),
  /** The person's address here, and since when nothing can be written to it. */
  to: z.string(),
  blockedAt: instant.nullable(),
  /** Where else the same person can be reached: their other conversations, the newest first. */
  ways: z.array(
    z.object({ conversationId: z.number(), channel: z.string(), account: z.string(), to: z.string(), blockedAt: instant.nullable() }),
  ),
  /** How this address came to belong to this person; each can be undone. */
  joins: z.array(z.object({ id: z.number(), way: z.enum(['link', 'operator']), at: instant, from: z.string().nullable() })),
  /** Other people with the same phone or e-mail: perhaps the same person. Nobody is made one without an operator's word. */
  proposals: z.array(
    z.object({
      conversationId: z.number(),
      channel: z.string(),
      to: z.string(),
      name: z.string().nullable(),
      by: z.enum(['phone', 'email']),
    }),
  ),
  /** Messages that look like one more complaint and wait for an operator's word. */
  suspicions: z.array(z.object({ messageId: z.number(), text: z.string(), category: z.string(), decideAt: instant })),
})

export const file = z.object({
  id: z.number(),
  name: z.string(),
  contentType: z.string(),
  sizeBytes: z.number(),
  url: z.string(),
  /** `waiting`: the platform still has the bytes · `lost`: it would not give them; `failure` says why. */
  state: z.enum(['stored', 'waiting', 'lost']),
  failure: z.string().nullable(),
})

export const message = z.object({
  id: z.number(),
  seq: z.number(),
  direction: z.enum(['in', 'out']),
  author: z.object({ kind: z.enum(['person', 'flow', 'operator', 'system']), name: z.string().nullable() }),
  visibility: z.enum(['public', 'note']),
  text: z.string(),
  choices: z.array(z.object({ value: z.string(), title: z.string() })),
  files: z.array(file),
  delivery: z.enum(['queued', 'sending', 'sent', 'delivered', 'read', 'uncertain', 'failed']).nullable(),
  /** Of a message that waits: when it goes next. */
  retryAt: instant.nullable(),
  /**
   * Why it waits, may have arrived or did not leave: `<kind>: <words>`, where kind is what the platform answered (unreachable, throttled,
   * misconfigured, uncertain, refused, blocked) or what the desk decided (given-up, silenced); a bounce is the receiver's own words.
   */
  failure: z.string().nullable(),
  deliveredAt: instant.nullable(),
  editedAt: instant.nullable(),
  /** As it was before each edit, oldest first. */
  before: z.array(z.string()),
  deletedAt: instant.nullable(),
  /** Signs the customer answered with. */
  reactions: z.array(z.string()),
  /** The message it answers or quotes, where that is known here. */
  replyTo: z.object({ id: z.number(), text: z.string() }).nullable(),
  /** All of a letter, with quotes and signature, where `text` is a part of it. */
  whole: z.string().nullable(),
  /** Whose words were passed on; '' where the platform hides it. */
  forwardedFrom: z.string().nullable(),
  complaintNumber: z.string().nullable(),
  at: instant,
  externalId: z.string().nullable(),
})

export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() })
export const pageQuery = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(200).optional() })

export const conversationsQuery = pageQuery.extend({ view: view.default('now'), mine: z.enum(['true', 'false']).optional() })
/** The feed is sorted by the nearest unmet clock; `counts` are of the whole feed. */
export const conversationsPage = page(conversationRow).extend({ counts: z.record(view, z.number()) })
export const messagesQuery = pageQuery.extend({ after: z.coerce.number().int().min(0).optional() })
export const complaintsQuery = pageQuery.extend({
  number: z.string().max(40).optional(),
  status: status.optional(),
  kind: kind.optional(),
  q: z.string().max(200).optional(),
})

/** A complaint told by phone, on paper or over the counter. */
export const logBody = z.strictObject({
  text: z.string().trim().min(1, 'is empty').max(20_000),
  channel: z.enum(['phone', 'letter', 'other']),
  kind: kind.optional(),
  category: z.string().max(60).optional(),
  language: language.optional(),
  person: z.strictObject({
    name: z.string().trim().max(120).optional(),
    phone: z.string().trim().max(40).optional(),
    email: z.email().max(200).optional(),
  }),
  /** By what the number goes to them; `to` where it is not their phone or e-mail. By telegram and vk only who has written there. */
  replyBy: z.strictObject({ kind: z.enum(['email', 'telegram', 'vk', 'sms', 'phone', 'none']), to: z.string().trim().max(200).optional() }),
  wanted: z.string().trim().max(2_000).optional(),
  receivedAt: z.iso.datetime({ offset: true }).optional(),
})

export const postMessage = z.strictObject({
  kind: z.enum(['reply', 'note']),
  text: z.string().max(20_000).default(''),
  /** Ids from POST /api/v1/files. */
  files: z.array(z.number().int()).max(10).default([]),
  via: z.string().max(40).optional(),
  lastSeenMessageId: z.number().int().nullable().optional(),
  complaint: z.string().max(40).optional(),
})
export const takeBody = z.strictObject({})
export const releaseBody = z.strictObject({ to: z.enum(['flow', 'queue']) })
export const handOverBody = z.strictObject({ to: z.number().int(), note: z.string().max(20_000).optional() })
export const snoozeBody = z.union([
  z.strictObject({ until: z.iso.datetime({ offset: true }), reason: z.string().max(500).optional() }),
  z.strictObject({ untilReply: z.literal(true), reason: z.string().max(500).optional() }),
])
export const finishBody = z.strictObject({
  complaint: z.string().max(40).optional(),
  result,
  cause: z.string().trim().min(1).max(500),
  note: z.string().max(20_000).optional(),
})
export const joinBody = z.strictObject({ conversationId: z.number().int() })
export const suspicionBody = z.strictObject({ messageId: z.number().int() })

export const staffMember = z.object({
  id: z.number(),
  name: z.string(),
  contact: z.string().nullable(),
  email: z.string().nullable(),
  role: z.string(),
  languages: z.array(language),
  isManager: z.boolean(),
  isDemo: z.boolean(),
  isAvailable: z.boolean(),
  load: z.number(),
  maxLoad: z.number(),
})

/** Who is signed in and what they may do; `rights` rule both what is shown and what the server allows. */
export const me = z.object({
  staff: staffMember,
  rights: z.array(z.string()),
  brand: z.object({ id: z.number(), name: z.string(), isDemo: z.boolean(), timeZone: z.string(), language }),
  hasDemo: z.boolean(),
})

/** One bot, mailbox or site. Settings never come back: they hold secrets. */
export const account = z.object({
  id: z.number(),
  channel: z.string(),
  name: z.string(),
  brand: z.object({ id: z.number(), name: z.string() }),
  /** Those of the environment cannot be changed here. */
  source: z.enum(['starter', 'environment', 'console']),
  isEnabled: z.boolean(),
  status: z.enum(['ok', 'failing', 'broken']),
  statusCode: z.string().nullable(),
  statusReason: z.string().nullable(),
  statusAt: instant.nullable(),
  /** When somebody last wrote to it, and when something of ours last left by it. */
  lastInAt: instant.nullable(),
  lastOutAt: instant.nullable(),
  waiting: z.number(),
  /** Where its platform calls, for channels that are called. */
  webhookUrl: z.string().nullable(),
})
export const accountBody = z.strictObject({
  channel: z.enum(['telegram', 'vk', 'email', 'api', 'bot']),
  name: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and hyphens'),
  settings: z.record(z.string(), z.unknown()),
})
export const changeAccountBody = z
  .strictObject({ settings: z.record(z.string(), z.unknown()).optional(), isEnabled: z.boolean().optional() })
  .refine((change) => Object.keys(change).length > 0, 'says nothing to change')

/** The connection test of an account: four steps, each `done` before the next is tried. `say` is what a person must do now. */
export const accountTest = z.object({
  id: z.number(),
  steps: z.array(
    z.object({
      name: z.enum(['token', 'reachable', 'out', 'in']),
      state: z.enum(['waiting', 'done', 'failed']),
      reason: z.string().nullable(),
    }),
  ),
  /** Who the platform says this account is. */
  identity: z.object({ name: z.string(), url: z.string().nullable() }).nullable(),
  /** What to write to the account (from any messenger or mailbox of one's own), and the link that does it at once where there is one. */
  code: z.string(),
  link: z.string().nullable(),
})

export const category = z.object({ key: z.string(), parent: z.string().nullable(), names, team: z.string().nullable() })

/** Sign-in. Cookies carry the session; its token never leaves in JSON. */
export const signInBody = z.strictObject({ email: z.email().max(200), password: z.string().min(1).max(200) })
/** First run: `token` is from the one-time link that the start prints. */
export const setUpBody = z.strictObject({
  token: z.string().max(200),
  name: z.string().trim().min(3).max(120),
  contact: z.string().trim().min(3).max(120),
  email: z.email().max(200),
  password: z.string().min(8).max(200),
  brand: z.string().trim().min(1).max(120),
  language,
  timeZone: z.string().max(60),
})
export const inviteBody = z.strictObject({
  name: z.string().trim().min(3).max(120),
  contact: z.string().trim().max(120).optional(),
  email: z.email().max(200),
  role: z.enum(['operator', 'manager', 'admin']),
  password: z.string().min(8).max(200),
})

/** `next` is judged by the desk's rules: 8 to 128 characters and not one that is guessed first. */
export const passwordBody = z.strictObject({ current: z.string().min(1).max(200), next: z.string().min(1).max(200) })
/** Everybody may change their own `isAvailable`; the rest needs the right `staff.write`. `isDeactivated` cannot be undone. */
export const changeStaffBody = z
  .strictObject({
    role: z.string().max(40).optional(),
    isAvailable: z.boolean().optional(),
    isLastResort: z.literal(true).optional(),
    isDeactivated: z.literal(true).optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'says nothing to change')
export const setUpState = z.object({ isOpen: z.boolean() })

/**
 * The live feed, `GET /api/v1/live` (websocket, staff cookie, same Origin). The server sends one JSON object a frame.
 * `changed` names rows to read again; after a lost connection the console passes `?after=<cursor>` and gets what it missed, or `resync`.
 */
export const liveFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('changed'),
    cursor: z.string(),
    changes: z.array(z.object({ conversationId: z.number().nullable(), complaintId: z.number().nullable(), what: z.string() })),
  }),
  z.object({ type: z.literal('resync'), cursor: z.string() }),
  z.object({ type: z.literal('typing'), conversationId: z.number(), who: z.enum(['person', 'operator']), name: z.string().nullable() }),
  z.object({
    type: z.literal('presence'),
    conversationId: z.number(),
    people: z.array(z.object({ id: z.number(), name: z.string(), isTyping: z.boolean() })),
  }),
])
/** What the console says on the same socket. */
export const liveSay = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('looking'), conversationId: z.number().nullable() }),
  z.strictObject({ type: z.literal('typing'), conversationId: z.number() }),
])

export type ApiError = z.infer<typeof apiError>
export type Clock = z.infer<typeof clock>
export type ComplaintDto = z.infer<typeof complaint>
export type ComplaintRowDto = z.infer<typeof complaintRow>
export type JournalLineDto = z.infer<typeof journalLine>
export type ConversationRowDto = z.infer<typeof conversationRow>
export type ConversationDto = z.infer<typeof conversation>
export type ConversationsPage = z.infer<typeof conversationsPage>
export type MessageDto = z.infer<typeof message>
export type AccountDto = z.infer<typeof account>
export type AccountTestDto = z.infer<typeof accountTest>
export type FileDto = z.infer<typeof file>
export type PostMessage = z.input<typeof postMessage>
export type LogBody = z.infer<typeof logBody>
export type SnoozeBody = z.infer<typeof snoozeBody>
export type FinishBody = z.infer<typeof finishBody>
export type StaffMemberDto = z.infer<typeof staffMember>
export type Me = z.infer<typeof me>
export type CategoryDto = z.infer<typeof category>
export type SetUpBody = z.infer<typeof setUpBody>
export type InviteBody = z.infer<typeof inviteBody>
export type ChangeStaffBody = z.infer<typeof changeStaffBody>
export type LiveFrame = z.infer<typeof liveFrame>
export type LiveSay = z.infer<typeof liveSay>
