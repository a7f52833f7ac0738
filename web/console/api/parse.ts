import i18next from 'i18next'
import type { ApiError, LiveFrame } from '../../../src/http/contract'
import { ApiFault } from './fault'

/**
 * Where bytes of our own server become types of the contract: the only file that asserts. The server validates everything it sends by the
 * same schemas, so a second check here would cost the page a schema library and find nothing.
 */
export function parseJson<T>(text: string): T {
  return JSON.parse(text) as T
}

export const parseFrame = (data: unknown): LiveFrame => JSON.parse(String(data)) as LiveFrame

export function parseFault(status: number, text: string): ApiFault {
  try {
    const { code, message, fix, ...details } = (JSON.parse(text) as ApiError).error
    return new ApiFault(code, status, message, fix, details)
  } catch {
    return new ApiFault(`http_${status}`, status, i18next.t('fault.unreadable'), i18next.t('fault.unreadableFix'))
  }
}

export const noAnswer = (): ApiFault => new ApiFault('offline', 0, i18next.t('fault.offline'), i18next.t('fault.offlineFix'))
