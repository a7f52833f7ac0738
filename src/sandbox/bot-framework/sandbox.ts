import { randomUUID } from 'node:crypto'
import { type Faults, openFaults } from '../faults.js'
import { problemOf, readOffer, type Sent } from './check-activity.js'
import { type Customer, openCustomer, type Somebody } from './customer.js'
import { channelIssuer, type Issuer, openIssuer } from './issuer.js'
import { type Asked, openServer, type Reply, type Route } from './server.js'

export interface BotFrameworkSandbox {
  /** For BOT_APP_ID, BOT_APP_PASSWORD and BOT_OPENID_URL. */
  readonly appId: string
  readonly appPassword: string
  readonly openIdUrl: string
  readonly tokenUrl: string
  readonly serviceUrl: string
  /** `openid`, `keys`, `token`, `send` and `file`. */
  readonly faults: Faults
  readonly issuer: Issuer
  /** A person in the channel. */
  customer(somebody: Somebody): Customer
  /** What reached people there, oldest first. */
  sentTo(conversation: string): readonly Sent[]
  /** How often each route was asked. */
  asked(route: string): number
  /** The bot may no longer write there. */
  block(conversation: string): void
  forget(conversation: string): void
  /** Keeps bytes where only the bot's token opens. */
  host(name: string, bytes: Buffer): string
  /** The bot's address for activities. */
  pointTo(messagesUrl: string): void
  close(): Promise<void>
}

/** The login for bots, the issuer of callers' tokens and a connector, on 127.0.0.1, and the people behind it. */
export async function openBotFrameworkSandbox(options: { readonly port?: number } = {}): Promise<BotFrameworkSandbox> {
  const appId = '7f0c1f5e-5a0b-4c39-8f5c-6d0a3f0e9b11'
  const appPassword = 'sandbox~secret'
  const faults = openFaults()
  const issuer = await openIssuer()
  const sent: Sent[] = []
  const counts = new Map<string, number>()
  const known = new Set<string>()
  const blocked = new Set<string>()
  const hosted = new Map<string, Buffer>()
  let messagesUrl = ''

  const routes: readonly (readonly [RegExp, Route])[] = [
    [/^\/openid$/, { name: 'openid', answer: () => ok({ issuer: channelIssuer, jwks_uri: `${server.origin}/keys` }) }],
    [/^\/keys$/, { name: 'keys', answer: () => ok(issuer.keySet()) }],
    [/^\/token$/, { name: 'token', answer: login }],
    [/^\/amer\/v3\/conversations\/[^/]+\/activities$/, { name: 'send', answer: take }],
    [/^\/amer\/v3\/attachments\//, { name: 'file', answer: show }],
  ]

  async function login({ body }: Asked): Promise<Reply> {
    const form = new URLSearchParams(body)
    const isRight =
      form.get('grant_type') === 'client_credentials' &&
      form.get('client_id') === appId &&
      form.get('client_secret') === appPassword &&
      form.get('scope') === 'https://api.botframework.com/.default'
    if (!isRight)
      return { status: 401, body: { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' } }
    return ok({ token_type: 'Bearer', expires_in: 3_599, access_token: await issuer.botToken(appId) })
  }

  async function take({ path, headers, body }: Asked): Promise<Reply> {
    if (!(await isBot(headers))) return refusal(401, 'Unauthorized', 'Authorization has been denied for this request.')
    const conversation = decodeURIComponent(path.split('/')[4] ?? '')
    if (!known.has(conversation)) return refusal(404, 'ConversationNotFound', 'Conversation not found.')
    if (blocked.has(conversation)) return refusal(403, 'MessageWritesBlocked', 'The bot is blocked by the user.')
    const activity: unknown = JSON.parse(body)
    const problem = problemOf(activity, conversation, `28:${appId}`)
    if (problem) return refusal(problem === 'MessageSizeTooBig' ? 413 : 400, 'BadArgument', problem)
    const id = randomUUID()
    sent.push({ id, conversation, activity: Object.fromEntries(Object.entries(Object(activity))) })
    return { status: 201, body: { id } }
  }

  async function show({ path, headers }: Asked): Promise<Reply> {
    const file = hosted.get(path)
    if (!(await isBot(headers))) return refusal(401, 'Unauthorized', '')
    return file ? ok(file) : refusal(404, 'NotFound', '')
  }

  const isBot = async ({ authorization = '' }: Asked['headers']): Promise<boolean> =>
    (await issuer.readBotToken(authorization.replace(/^Bearer /, ''))) === appId

  const server = await openServer(
    faults,
    (asked) => {
      const route = routes.find(([pattern]) => pattern.test(asked.path))?.[1] ?? {
        name: 'none',
        answer: () => refusal(404, 'NotFound', ''),
      }
      counts.set(route.name, (counts.get(route.name) ?? 0) + 1)
      return route
    },
    options.port ?? 0,
  )
  const serviceUrl = `${server.origin}/amer/`
  const around = {
    appId,
    issuer,
    serviceUrl: () => serviceUrl,
    messagesUrl: () => messagesUrl,
    offerIn: (conversation: string) => readOffer(sent.findLast((one) => one.conversation === conversation)?.activity ?? {}),
  }
  return {
    appId,
    appPassword,
    openIdUrl: `${server.origin}/openid`,
    tokenUrl: `${server.origin}/token`,
    serviceUrl,
    faults,
    issuer,
    customer(somebody) {
      const customer = openCustomer(around, somebody)
      known.add(customer.conversation)
      return customer
    },
    sentTo: (conversation) => sent.filter((one) => one.conversation === conversation),
    asked: (route) => counts.get(route) ?? 0,
    block: (conversation) => void blocked.add(conversation),
    forget: (conversation) => void known.delete(conversation),
    host(name, bytes) {
      hosted.set(`/amer/v3/attachments/${name}`, bytes)
      return `${serviceUrl}v3/attachments/${name}`
    },
    pointTo(url) {
      messagesUrl = url
    },
    close: server.close,
  }
}

const ok = (body: unknown): Reply => ({ status: 200, body })
const refusal = (status: number, code: string, message: string): Reply => ({ status, body: { error: { code, message } } })
