import { createHmac, timingSafeEqual } from 'node:crypto'
import { readStatusToken, statusToken } from './complaints/status-token.js'
import type { Instant } from './model/ids.js'
import type { Links } from './ports.js'

const fileDays = 30
/** Long enough to change to the phone, too short to be passed around. */
const joinHours = 24

export type LinkParts = { readonly publicUrl: string; readonly secretKey: string; readonly now: () => Instant }

export interface SignedLinks extends Links {
  /** What a token of ours stands for, or null for one that was never made by this desk or is over. */
  readStatus(token: string): number | null
  readFile(token: string): number | null
}

/** All links that leave the house: absolute, signed, nothing of them stored. */
export function openLinks({ publicUrl, secretKey, now }: LinkParts): SignedLinks {
  const seal = (what: string): string => createHmac('sha256', secretKey).update(what).digest().subarray(0, 20).toString('base64url')
  return {
    status: (complaintId) => `${publicUrl}/status/${statusToken(secretKey, complaintId)}`,
    file(fileId) {
      const until = Math.ceil(Date.parse(now()) / 86_400_000) + fileDays
      return `${publicUrl}/files/${fileId.toString(36)}-${until.toString(36)}-${seal(`file:${fileId}:${until}`)}`
    },
    join(complaintId) {
      const until = Math.ceil(Date.parse(now()) / 3_600_000) + joinHours
      return `j-${complaintId.toString(36)}-${until.toString(36)}-${seal(`join:${complaintId}:${until}`)}`
    },
    readJoin(payload) {
      const [, id, hour, given] = /^j-([0-9a-z]{1,11})-([0-9a-z]{1,7})-([\w-]{27})$/.exec(payload) ?? []
      if (id === undefined || hour === undefined || given === undefined) return null
      const [complaintId, until] = [Number.parseInt(id, 36), Number.parseInt(hour, 36)]
      const isOurs = timingSafeEqual(Buffer.from(given), Buffer.from(seal(`join:${complaintId}:${until}`)))
      return isOurs && Date.parse(now()) / 3_600_000 < until ? complaintId : null
    },
    readStatus: (token) => readStatusToken(secretKey, token),
    readFile(token) {
      const [, id, day, given] = /^([0-9a-z]{1,11})-([0-9a-z]{1,6})-([\w-]{27})$/.exec(token) ?? []
      if (id === undefined || day === undefined || given === undefined) return null
      const [fileId, until] = [Number.parseInt(id, 36), Number.parseInt(day, 36)]
      const isOurs = timingSafeEqual(Buffer.from(given), Buffer.from(seal(`file:${fileId}:${until}`)))
      return isOurs && Date.parse(now()) / 86_400_000 < until ? fileId : null
    },
  }
}
