import i18next from 'i18next'
import { noAnswer, parseFault, parseJson } from './parse'
import { noteServerTime } from './server-time'

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>
type Request = { query?: Query; body?: unknown; signal?: AbortSignal; idempotencyKey?: string }

/** One request to `/api/v1`. Throws ApiFault and nothing else (but an AbortError when `signal` fires). */
export async function call<T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, request: Request = {}): Promise<T> {
  const { query, body, signal } = request
  let response: Response
  try {
    response = await fetch(`/api/v1${path}${queryOf(query)}`, {
      method,
      credentials: 'same-origin',
      headers: headersOf(method, body !== undefined, request.idempotencyKey),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw noAnswer()
  }
  noteServerTime(response.headers.get('date'))
  const text = await response.text()
  if (!response.ok) throw parseFault(response.status, text)
  return parseJson<T>(text || 'null')
}

/** The headers of a write: the mark that a foreign page cannot send, and the key that makes a repeat harmless. */
export const writeHeaders = (idempotencyKey = newKey()): Record<string, string> => ({ 'X-Otklik': '1', 'Idempotency-Key': idempotencyKey })

function headersOf(method: string, hasBody: boolean, idempotencyKey?: string): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-language': i18next.language,
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
    ...(method === 'GET' ? {} : writeHeaders(idempotencyKey)),
  }
}

function queryOf(query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`
}

/** 128 random bits. Not randomUUID: that one is missing on a plain-http address other than localhost. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
