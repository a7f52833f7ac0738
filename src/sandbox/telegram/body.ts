import type { IncomingMessage } from 'node:http'
import { badRequest, Refusal } from './refusal.js'
import { limits } from './tables.js'

export type Args = Record<string, unknown>
export type SentFile = { readonly name: string; readonly contentType: string; readonly bytes: Buffer }
export type Body = { readonly args: Args; readonly isText: boolean }

/** The four ways to hand over arguments: https://core.telegram.org/bots/api#making-requests */
export async function readBody(request: IncomingMessage, query: URLSearchParams): Promise<Body> {
  const bytes = await readAll(request)
  const type = request.headers['content-type'] ?? ''
  const fromQuery = Object.fromEntries(query)
  if (bytes.length === 0) return { args: fromQuery, isText: true }
  if (type.startsWith('application/json')) return { args: { ...fromQuery, ...readObject(bytes) }, isText: false }
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { args: { ...fromQuery, ...Object.fromEntries(new URLSearchParams(bytes.toString())) }, isText: true }
  }
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(type)?.[1]
  if (boundary === undefined) throw badRequest('unsupported Content-Type')
  return { args: { ...fromQuery, ...readParts(bytes, boundary) }, isText: true }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    if (!Buffer.isBuffer(part)) continue
    size += part.length
    // The body around a file is a little larger than the file.
    if (size <= limits.uploadBytes + 100_000) parts.push(part)
  }
  if (size > limits.uploadBytes + 100_000) throw new Refusal(413, 'Request Entity Too Large')
  return Buffer.concat(parts)
}

function readObject(bytes: Buffer): Args {
  try {
    const value: unknown = JSON.parse(bytes.toString())
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {}
  throw badRequest("can't parse JSON object")
}

function readParts(bytes: Buffer, boundary: string): Args {
  const args: Args = {}
  const mark = Buffer.from(`--${boundary}`)
  let at = bytes.indexOf(mark)
  while (at >= 0) {
    const start = at + mark.length
    if (bytes.subarray(start, start + 2).toString() === '--') return args
    const next = bytes.indexOf(`\r\n--${boundary}`, start)
    const headEnd = bytes.indexOf('\r\n\r\n', start)
    if (next < 0 || headEnd < 0 || headEnd > next) break
    const head = bytes.subarray(start, headEnd).toString()
    const content = bytes.subarray(headEnd + 4, next)
    const name = /[;\s]name="([^"]*)"/i.exec(head)?.[1]
    const fileName = /filename="([^"]*)"/i.exec(head)?.[1]
    if (name === undefined) break
    const contentType = /content-type:\s*(\S+)/i.exec(head)?.[1] ?? 'application/octet-stream'
    args[name] = fileName === undefined ? content.toString() : { name: fileName, contentType, bytes: Buffer.from(content) }
    at = next + 2
  }
  throw badRequest("can't parse multipart/form-data")
}
