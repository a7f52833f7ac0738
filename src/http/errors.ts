import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { DeskError } from '../core/desk-error.js'

/** The one shape of every refusal; `details` of a DeskError stand beside code, message and fix. */
export type Answer = {
  readonly status: number
  readonly body: {
    readonly error: { readonly code: string; readonly message: string; readonly fix: string; readonly [detail: string]: unknown }
  }
  readonly retryAfterSeconds: number | null
}

export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const answer = noteError(error, request, reply)
  if (answer.status === 401) reply.header('www-authenticate', 'Bearer')
  reply.code(answer.status).type('application/json; charset=utf-8').send(JSON.stringify(answer.body))
}

/**
 * What is answered to what was thrown, for who shows it in their own way. Only what nobody expected is logged, without its values; its
 * `reference` is the request's id in the log.
 */
export function noteError(error: unknown, request: FastifyRequest, reply: FastifyReply): Answer {
  const answer = toAnswer(error, request)
  if (answer.status === 500) request.log.error({ err: describe(error), route: request.routeOptions.url }, 'A request failed')
  if (answer.retryAfterSeconds !== null) reply.header('retry-after', answer.retryAfterSeconds)
  return answer
}

export function toAnswer(error: unknown, request: FastifyRequest): Answer {
  if (error instanceof DeskError) return fromDesk(error)
  if (hasZodFastifySchemaValidationErrors(error)) return fromDesk(toInvalid(error))
  if (isLedgerAway(error)) return fromDesk(ledgerAway())
  if (isUnstorable(error)) return fromDesk(new DeskError(...badText))
  const known = isFastifyError(error) ? toKnown(error) : null
  if (known) return fromDesk(known)
  const fix = 'Try again. If it happens again, tell your admin the reference.'
  const body = { error: { code: 'internal', message: 'Something broke on our side.', fix, reference: request.id } }
  return { status: 500, body, retryAfterSeconds: null }
}

export const notFound = (what: string): DeskError =>
  new DeskError('not_found', 404, `There is nothing at ${what}.`, 'See /api/v1/openapi.json for what there is.')

function fromDesk({ code, message, fix, details, status }: DeskError): Answer {
  const { retryAfterMs, ...rest } = details
  const waits = typeof retryAfterMs === 'number' ? Math.max(1, Math.ceil(retryAfterMs / 1000)) : null
  return { status, body: { error: { code, message, fix, ...rest } }, retryAfterSeconds: waits }
}

type Problem = { readonly keyword: string; readonly instancePath: string; readonly params: object; readonly message?: string | undefined }
type Invalid = { readonly validation: readonly Problem[]; readonly validationContext?: string | undefined }

/** A body that is JSON but not what it should be is 422; an address or a header that makes no sense is 400. */
function toInvalid({ validation, validationContext = 'body' }: Invalid): DeskError {
  const fields = validation.flatMap(toFields)
  const names = [...new Set(fields.map(({ name }) => name))].join(', ')
  const list = fields.map(({ name, problem }) => `${name}: ${problem}`).join('; ')
  const status = validationContext === 'body' ? 422 : 400
  return new DeskError('invalid_request', status, `Not as the desk needs it: ${list}.`, `Correct ${names} and send it again.`, { fields })
}

type Field = { readonly name: string; readonly problem: string }

function toFields({ keyword, instancePath, params, message = 'not valid' }: Problem): Field[] {
  const path = instancePath.split('/').filter(Boolean)
  if (keyword === 'unrecognized_keys' && 'keys' in params && Array.isArray(params.keys)) {
    return params.keys.map((key) => ({ name: [...path, String(key)].join('.'), problem: 'there is no such field' }))
  }
  return [{ name: path.join('.') || 'body', problem: message }]
}

type Refusal = readonly [code: string, status: 400 | 413 | 415, message: string, fix: string]
const tooLarge: Refusal = [
  'too_large',
  413,
  'This is larger than the desk takes.',
  'Send at most 20 MB a file, 10 files a message and 20,000 characters of text.',
]
const badJson: Refusal = ['bad_json', 400, 'The body is not JSON.', 'Send one JSON object, with Content-Type: application/json.']

const badText: Refusal = [
  'bad_text',
  400,
  'The text has characters that cannot be kept.',
  'Take out the character U+0000 and send it again.',
]

const refusals: Readonly<Record<string, Refusal>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: tooLarge,
  FST_REQ_FILE_TOO_LARGE: tooLarge,
  FST_FILES_LIMIT: tooLarge,
  FST_PARTS_LIMIT: tooLarge,
  FST_FIELDS_LIMIT: tooLarge,
  FST_ERR_CTP_INVALID_JSON_BODY: badJson,
  FST_ERR_CTP_EMPTY_JSON_BODY: badJson,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'wrong_type',
    415,
    'The desk does not read bodies of this type.',
    'Send application/json, or multipart/form-data for files.',
  ],
  FST_INVALID_MULTIPART_CONTENT_TYPE: ['wrong_type', 415, 'Files come as multipart/form-data.', 'Send the file as a form field.'],
}

function toKnown(error: FastifyError): DeskError | null {
  const refusal = refusals[error.code] ?? (error.name === 'SyntaxError' ? badJson : undefined)
  if (refusal) return new DeskError(...refusal)
  const status = error.statusCode ?? 500
  if (status >= 500 || status < 400) return null
  return new DeskError('bad_request', 400, 'The desk cannot make sense of this request.', 'See /api/v1/openapi.json for how to ask.')
}

const ledgerAway = () =>
  new DeskError('ledger_away', 503, 'The desk cannot reach its ledger just now.', 'Try again in a few seconds.', { retryAfterMs: 2_000 })

/** As storage knows it by codes: of the system, and of PostgreSQL for "ended", "cannot connect" and "too many". */
function isLedgerAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (/^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|57P0[123]|53300|25006|08...)$/.test(code)) return true
  if (code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect') return true
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(error.message)
}

/** PostgreSQL's words for U+0000 in a text and in JSON, where a route did not clean it. */
const isUnstorable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '22021' || error.code === '22P05')

const isFastifyError = (error: unknown): error is FastifyError =>
  error instanceof Error && ('statusCode' in error || error.name === 'SyntaxError')

/** A database's message can quote the values it met, and a stack begins with the message: both stay out of the log. */
function describe(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at '))
  const code = 'code' in error ? error.code : undefined
  return { type: error.name, code, ...('severity' in error ? {} : { message: error.message }), stack: frames?.join('\n') }
}

/** For bytes that are no HTTP at all, where there is neither a request nor an answer yet. */
export function answerBrokenHttp(error: Error & { readonly code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const [status, code, message, fix] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? [
          '431 Request Header Fields Too Large',
          'headers_too_large',
          'The headers are too large.',
          'Delete the cookies of this site, then try again.',
        ]
      : ['400 Bad Request', 'bad_http', 'This is not an HTTP request.', 'See that nothing between you and the desk changes requests.']
  const body = JSON.stringify({ error: { code, message, fix } })
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}
