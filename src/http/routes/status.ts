import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ConversationPort } from '../../core/channel.js'
import { cleanText } from '../../core/clean-text.js'
import { DeskError } from '../../core/desk-error.js'
import { fileHeaders } from '../../core/file-headers.js'
import type { Language } from '../../core/model/reading.js'
import type { StatusPage } from '../../core/reads.js'
import type { Verdicts } from '../../core/verdict.js'
import type { ApiReads } from '../api-reads.js'
import type { RouteModule } from '../app.js'
import { language } from '../contract.js'
import { notFound } from '../errors.js'
import { perMinute } from '../limits.js'
import { pathId } from '../path-id.js'
import { type Form, readForm } from '../read-form.js'
import { strictPolicy } from '../security.js'
import { deliver } from '../status-page/deliver.js'
import { type PageQuestion, renderStatusPage, saids } from '../status-page/page.js'
import { openLink, sendPage, sendProblems } from '../status-page/sheet.js'
import { style, stylePath } from '../status-page/style.js'
import { pageWords, problems } from '../status-page/words.js'
import { preferred } from './chat.js'

export type StatusNeeds = {
  readonly reads: Pick<ApiReads, 'statusPage'>
  readonly port: Pick<ConversationPort, 'accept' | 'files' | 'onChange'>
  readonly verdicts: Verdicts
  /** The key that links are sealed with. */
  readonly secretKey: string
  readonly publicUrl: string
  /** Of a page that belongs to no complaint, for a reader whose browser does not say. */
  readonly language: Language
  readonly now: () => string
  /** Where the customer can go on as the same person with this complaint. */
  readonly waysOn: (complaintId: number) => readonly { readonly channel: string; readonly url: string }[]
}

const mostFiles = 10
const textLimit = 20_000
const query = z.object({
  lang: language.optional().catch(undefined),
  all: z.literal('1').optional().catch(undefined),
  said: z.enum(saids).optional().catch(undefined),
})
const params = z.object({ token: z.string() })
type Token = FastifyRequest<{ Params: { token: string } }>

/** `/status/<token>`: the customer's page of one complaint. The link is all it takes: no account, no cookie, no script. */
export const statusRoutes =
  (needs: StatusNeeds): RouteModule =>
  (app) => {
    const sheets = openSheets(needs)
    app.get(stylePath, { config: { right: 'open' }, schema: { hide: true } }, (_request, reply) =>
      reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=31536000, immutable').send(style.css),
    )
    declareReading(app, needs, sheets)
    const post = postsOn(app, needs, sheets)
    declareMessages(post, needs)
    declareLastWord(post, needs)
  }

type App = Parameters<RouteModule>[0]
type Sheets = ReturnType<typeof openSheets>

/** What every route here shares: its limits and policy, the complaint its link opens, and the page of it. */
function openSheets({ reads, secretKey, publicUrl, now, waysOn, language: own }: StatusNeeds) {
  const none = ["'none'"]
  const closed = Object.fromEntries(['script', 'connect', 'font', 'media', 'worker', 'manifest'].map((what) => [`${what}-src`, none]))
  const policy = strictPolicy(publicUrl, { ...closed, 'img-src': ["'self'"] })
  const errorHandler = sendProblems((request) => {
    const asked = query.safeParse(request.query)
    return (asked.success && asked.data.lang) || (preferred(request.headers['accept-language']) ?? own)
  })
  return {
    options: (timesAMinute: number) =>
      ({ config: { right: 'open', ...perMinute(timesAMinute) }, helmet: { contentSecurityPolicy: policy }, errorHandler }) as const,
    open: (request: Token): Promise<StatusPage> => openLink(reads, secretKey, request.params.token),
    render: (request: Token, page: StatusPage, more: Pick<PageQuestion, 'language'> & Partial<PageQuestion>): string =>
      renderStatusPage({
        page,
        ways: waysOn(page.id),
        now: now(),
        path: pathOf(request),
        once: randomBytes(16).toString('base64url'),
        isWhole: false,
        said: null,
        problem: null,
        ...more,
      }),
  }
}

function declareReading(app: App, { port }: StatusNeeds, { options, open, render }: Sheets): void {
  app.get('/status/:token', { ...options(60), schema: { hide: true, params, querystring: query } }, async (request, reply) => {
    const page = await open(request)
    const { lang = page.language, all, said = null } = request.query
    return sendPage(reply, render(request, page, { language: lang, isWhole: all === '1', said }))
  })

  const fileParams = params.extend({ id: pathId })
  app.get('/status/:token/files/:id', { ...options(120), schema: { hide: true, params: fileParams } }, async (request, reply) => {
    const { messages, conversation } = await open(request)
    const { id } = request.params
    const isShown = messages.some(({ files }) => files.some((file) => file.id === id))
    const found = isShown ? await port.files.open(conversation.accountId, conversation.conversation, id) : null
    if (!found) throw notFound('this link')
    return reply.headers(fileHeaders(found.file)).header('cache-control', 'private, no-store').send(found.content)
  })
}

/** What was done, for the page to say; null when there is nothing to say. */
type Act = (page: StatusPage, form: Filled) => Promise<(typeof saids)[number] | null>
type Post = (path: string, act: Act) => void

/** Reads a form, does what it asks, and leads back to the page; what is refused is told on the page, with what was typed. */
const postsOn =
  (app: App, { port }: StatusNeeds, { options, open, render }: Sheets): Post =>
  (path, act) => {
    app.post(`/status/:token/${path}`, { ...options(20), schema: { hide: true, params } }, async (request, reply) => {
      const page = await open(request)
      if (!request.isMultipart()) throw new DeskError('wrong_type', 415, 'This is not the form of the page.', 'Use the page itself.')
      const form = fill(await readForm(request, { files: port.files, mostFiles }), page)
      try {
        if (form.problem) throw form.problem
        const said = await act(page, form)
        return goBack(reply, `${pathOf(request)}?lang=${form.language}${said === null ? '' : `&said=${said}`}`)
      } catch (error) {
        if (!(error instanceof DeskError)) throw error
        const problem = { code: problems.find((code) => code === error.code) ?? 'other', text: form.text }
        return sendPage(reply.code(error.status), render(request, page, { language: form.language, problem }))
      }
    })
  }

function declareMessages(post: Post, { port, now }: StatusNeeds): void {
  post('messages', async (page, { text, files, once }) => {
    if (text.trim() === '' && files.length === 0)
      throw new DeskError('message_empty', 422, 'The message is empty.', 'Write a text or attach a file.')
    await deliver(port, page, { text, files, externalId: `status-${page.id}-${once}`, at: now() })
    return 'message'
  })
}

function declareLastWord(post: Post, { port, verdicts, now }: StatusNeeds): void {
  const targetOf = (page: StatusPage) => ({ conversationId: page.conversation.id, complaintId: page.id })

  post('verdict', async (page, { fields, text, once, language }) => {
    const isSatisfied = fields.get('verdict') === 'yes'
    if (!isSatisfied && fields.get('verdict') !== 'no') throw unclear()
    const words = isSatisfied ? pageWords[language].yes : [pageWords[language].no, text].filter(Boolean).join('\n')
    const externalId = `status-${page.id}-${once}-verdict`
    const outcome = await verdicts.give(targetOf(page), { type: 'verdict', isSatisfied, text: words, externalId })
    if (outcome === 'done') return isSatisfied ? 'yes' : 'no'
    // It is open again already; what was written about it is still news.
    if (text.trim() === '') return null
    await deliver(port, page, { text, files: [], externalId: `status-${page.id}-${once}`, at: now() })
    return 'message'
  })

  post('rating', async (page, { fields }) => {
    const rating = ([1, 2, 3, 4, 5] as const).find((one) => String(one) === fields.get('rating'))
    if (rating === undefined) throw unclear()
    return (await verdicts.give(targetOf(page), { type: 'rating', rating })) === 'done' ? 'rating' : null
  })
}

type Filled = Form & { readonly text: string; readonly once: string; readonly language: Language }

function fill(form: Form, page: StatusPage): Filled {
  const text = cleanText(form.fields.get('text') ?? '').trimEnd()
  const once = form.fields.get('once') ?? ''
  const isLong = text.length > textLimit && [...text].length > textLimit
  return {
    ...form,
    text,
    // Without one, as from a form that somebody made themselves, nothing can be told apart: each is a message of its own.
    once: /^[\w-]{16,40}$/.test(once) ? once : randomBytes(16).toString('base64url'),
    language: language.safeParse(form.fields.get('lang')).data ?? page.language,
    problem:
      form.problem ?? (isLong ? new DeskError('text_too_long', 413, 'The text is too long.', 'Send it in parts or as a file.') : null),
  }
}

const unclear = () => new DeskError('other', 422, 'The form says nothing that can be done.', 'Use the buttons of the page.')

const pathOf = (request: Token): string => `/status/${encodeURIComponent(request.params.token)}`

const goBack = (reply: FastifyReply, to: string): FastifyReply => reply.header('cache-control', 'no-store').redirect(to, 303)
