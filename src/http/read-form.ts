import type { IncomingMessage } from 'node:http'
import type { MultipartFile, MultipartValue } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import type { FileIntake, StoredFile } from '../core/channel.js'
import { DeskError } from '../core/desk-error.js'

export type Form = {
  readonly fields: ReadonlyMap<string, string>
  readonly files: readonly StoredFile[]
  /** Why the form was not read to its end; what came before stands in `fields`, so that nobody has to type it again. */
  readonly problem: DeskError | null
}

export type FormRules = { readonly files: Pick<FileIntake, 'put'>; readonly mostFiles: number }

/** 20,000 characters of four bytes, and room. */
const fieldLimitBytes = 96 * 1024
/** How much of a form that is refused is still read, so that its sender gets to read the answer instead of a broken connection. */
const drainLimitBytes = 256 * 1024 * 1024

/** Reads a multipart form. Files go to their store as they arrive, never into memory; the store itself refuses one that is too large. */
export async function readForm(request: FastifyRequest, { files: store, mostFiles }: FormRules): Promise<Form> {
  const fields = new Map<string, string>()
  const files: StoredFile[] = []
  const limits = { fileSize: Number.POSITIVE_INFINITY, files: mostFiles + 2, fields: 20, fieldSize: fieldLimitBytes, parts: mostFiles + 22 }
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'field') fields.set(part.fieldname, textOf(part))
      else if (isUnchosen(part)) part.file.resume()
      else if (files.length === mostFiles) throw tooMany(mostFiles)
      else files.push(await store.put(part.file, { name: unescapeName(part.filename), contentType: part.mimetype }))
    }
    return { fields, files, problem: null }
  } catch (error) {
    drain(request.raw)
    const problem = isBrokenForm(error) ? broken() : error
    if (problem instanceof DeskError) return { fields, files, problem }
    throw problem
  }
}

/** A file control that nothing was chosen in sends an empty file without a name. */
const isUnchosen = ({ filename }: MultipartFile): boolean => (filename ?? '') === ''

function textOf({ value, valueTruncated }: MultipartValue): string {
  if (valueTruncated) throw new DeskError('text_too_long', 413, 'The text is too long.', 'Send it in parts or as a file.')
  return typeof value === 'string' ? value : ''
}

/** Browsers escape quotation marks so, and nothing else that a name may hold: https://html.spec.whatwg.org/#multipart-form-data */
const unescapeName = (name: string): string => name.replaceAll('%22', '"')

/** @fastify/busboy throws bare errors, told only by their words. */
const isBrokenForm = (error: unknown): boolean => error instanceof Error && /multipart|needle/i.test(error.message) && !('code' in error)

const broken = () =>
  new DeskError('bad_form', 400, 'The form is broken or breaks off.', 'Send multipart/form-data with its boundary, to the end.')

const tooMany = (most: number) =>
  new DeskError(
    'too_many_files',
    413,
    `At most ${most} ${most === 1 ? 'file goes' : 'files go'} here at once.`,
    'Send the others after it.',
  )

function drain(request: IncomingMessage): void {
  let sizeBytes = 0
  request.unpipe()
  request.on('data', (chunk: Buffer) => {
    sizeBytes += chunk.length
    if (sizeBytes > drainLimitBytes) request.destroy()
  })
  request.resume()
}
