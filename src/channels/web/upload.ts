import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { MultipartFile, MultipartValue } from '@fastify/multipart'
import { ActivityTypes } from '@microsoft/agents-activity'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { StoredFile } from '../../core/channel.js'
import { findCallerIn, getOpen } from './caller.js'
import { conversationParams } from './conversations.js'
import { bodyLimitBytes, drain, parseJson } from './json-body.js'
import { post, throttle } from './post.js'
import { toRecord } from './posted-activity.js'
import { refuse } from './refuse.js'
import { root, type Web } from './web.js'

const fileLimit = 10

/**
 * `POST …/upload?userId=`: a message with files. As multipart/form-data, with the activity as a part of its own, or one file as the whole
 * body, named by Content-Disposition. A file is stored as it arrives, never held in memory.
 */
export function declareUpload(scope: FastifyInstance, web: Web): void {
  scope.removeContentTypeParser(['application/json', 'text/plain'])
  scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  scope.post(`${root}/conversations/:conversation/upload`, async (request) => {
    try {
      return await upload(web, request)
    } catch (error) {
      drain(request.raw)
      throw isBrokenForm(error) ? refuse.badForm() : error
    }
  })
}

async function upload(web: Web, request: FastifyRequest) {
  const { conversation } = conversationParams.parse(request.params)
  const caller = await findCallerIn(web, request, conversation)
  throttle(web.messages, caller, conversation)
  await getOpen(web, caller.accountId, conversation)
  const { files, activity } = request.isMultipart() ? await readParts(web, request) : await readWhole(web, request)
  const { userId } = toRecord(request.query)
  const plain = { type: ActivityTypes.Message, from: { id: typeof userId === 'string' ? userId : '' } }
  return post(web, { caller, conversation, activity: activity ?? plain, files })
}

type Uploaded = { readonly files: readonly StoredFile[]; readonly activity: unknown }

async function readParts(web: Web, request: FastifyRequest): Promise<Uploaded> {
  const files: StoredFile[] = []
  let activity: unknown
  // The store itself refuses a file that is too large; a second limit here would only cut it short.
  const limits = { files: fileLimit + 2, fileSize: Number.POSITIVE_INFINITY, fields: 8, fieldSize: bodyLimitBytes, parts: fileLimit + 8 }
  for await (const part of request.parts({ limits })) {
    if (isActivity(part)) activity = parseJson(await readPart(part))
    else if (part.type === 'file') {
      if (files.length === fileLimit) throw refuse.tooManyFiles(fileLimit)
      files.push(await web.port.files.put(part.file, { name: unescapeName(part.filename ?? ''), contentType: part.mimetype }))
    }
  }
  return { files, activity }
}

async function readWhole(web: Web, request: FastifyRequest): Promise<Uploaded> {
  const contentType = request.headers['content-type'] ?? 'application/octet-stream'
  const file = await web.port.files.put(request.raw, { name: readFileName(request.raw), contentType })
  return { files: [file], activity: undefined }
}

/** Browsers escape quotation marks so, and nothing else that a name may hold: https://html.spec.whatwg.org/#multipart-form-data */
const unescapeName = (name: string): string => name.replaceAll('%22', '"')

/** @fastify/busboy throws bare errors, told only by their words. */
const isBrokenForm = (error: unknown): boolean => error instanceof Error && /multipart|needle/i.test(error.message) && !('code' in error)

/** The public client sends the activity as a blob (which makes it a file part), others as a plain field. */
const isActivity = (part: MultipartFile | MultipartValue): boolean =>
  part.fieldname === 'activity' || part.mimetype.startsWith('application/vnd.microsoft.activity')

async function readPart(part: MultipartFile | MultipartValue): Promise<Buffer> {
  if (part.type === 'field') {
    if (part.valueTruncated) throw refuse.tooLarge(bodyLimitBytes)
    return Buffer.from(typeof part.value === 'string' ? part.value : JSON.stringify(part.value))
  }
  return readSmall(part.file)
}

async function readSmall(content: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of content) {
    sizeBytes += chunk.length
    if (sizeBytes > bodyLimitBytes) throw refuse.tooLarge(bodyLimitBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function readFileName({ headers }: IncomingMessage): string {
  const { groups } = /filename="?(?<name>[^";]+)/i.exec(headers['content-disposition'] ?? '') ?? {}
  return groups?.name ?? 'file'
}
