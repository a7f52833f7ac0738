import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The unguessable part of a status link: the complaint's id and 160 bits of an HMAC over it. Nothing of it is stored, so a copy of the
 * ledger opens no page; a new SECRET_KEY revokes all of them.
 */
export function statusToken(key: string, complaintId: number): string {
  return `${complaintId.toString(36)}-${seal(key, complaintId)}`
}

/** The complaint a token opens, or null for one that was never made by this desk. */
export function readStatusToken(key: string, token: string): number | null {
  const [, id, given] = /^([0-9a-z]{1,11})-([\w-]{27})$/.exec(token) ?? []
  if (id === undefined || given === undefined) return null
  const complaintId = Number.parseInt(id, 36)
  const expected = seal(key, complaintId)
  return timingSafeEqual(Buffer.from(given), Buffer.from(expected)) ? complaintId : null
}

const seal = (key: string, complaintId: number): string =>
  createHmac('sha256', key).update(`status:${complaintId}`).digest().subarray(0, 20).toString('base64url')
