import { z } from 'zod'
import type { Files } from '../../core/conversation-port.js'
import { DeskError } from '../../core/desk-error.js'
import { fileHeaders } from '../../core/file-headers.js'
import type { ApiReads } from '../api-reads.js'
import { callerOf, type RouteModule } from '../app.js'
import { file } from '../contract.js'
import { notFound } from '../errors.js'
import { perMinute } from '../limits.js'
import { idParams } from '../path-id.js'
import { readForm } from '../read-form.js'

export type FileNeeds = {
  readonly reads: Pick<ApiReads, 'file' | 'addFile'>
  readonly files: Files
  /** The file a customer's link opens; null for a link of nobody's, or one that is over. */
  readonly readFileLink: (token: string) => number | null
}

/** What operators attach, and the files of conversations for the staff. */
export const fileRoutes =
  ({ reads, files, readFileLink }: FileNeeds): RouteModule =>
  (app) => {
    app.post(
      '/api/v1/files',
      {
        config: { right: 'files.write' },
        schema: { summary: 'One file of at most 20 MB, as multipart/form-data', response: { 201: file } },
      },
      async (request, reply) => {
        const form = await readForm(request, { files, mostFiles: 1 })
        if (form.problem) throw form.problem
        const [stored] = form.files
        if (!stored) throw new DeskError('file_missing', 422, 'The form holds no file.', 'Send one file as a field of the form.')
        const caller = callerOf(request)
        return reply.code(201).send(await reads.addFile({ ...stored, staffId: caller.kind === 'staff' ? caller.staffId : null }))
      },
    )

    app.get(
      '/files/:token',
      { config: { right: 'open', ...perMinute(120) }, schema: { hide: true, params: z.object({ token: z.string() }) } },
      async (request, reply) => {
        const id = readFileLink(request.params.token)
        const found = id === null ? null : await reads.file(id)
        const content = found && (await files.read(found.stored))
        if (!content) throw notFound('this link')
        return reply.headers(fileHeaders(found)).header('cache-control', 'private, no-store').send(content)
      },
    )

    app.get(
      '/api/v1/files/:id',
      { config: { right: 'files.read' }, schema: { params: idParams, summary: 'The bytes of a file' } },
      async (request, reply) => {
        const found = await reads.file(request.params.id)
        if (!found) throw unknown()
        // Named by its hash, so it never changes; asked each time all the same, because rights do.
        const mark = `"${found.stored}"`
        reply.header('cache-control', 'private, no-cache').header('etag', mark)
        if (request.headers['if-none-match'] === mark) return reply.code(304).send()
        const content = await files.read(found.stored)
        if (!content) throw unknown()
        return reply.headers(fileHeaders(found)).send(content)
      },
    )
  }

const unknown = () => new DeskError('file_unknown', 404, 'There is no such file.', 'Read the messages again for the files they have.')
