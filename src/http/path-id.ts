import { z } from 'zod'

/** An id of the ledger in an address: digits as the desk wrote them, and no other way to write a number. */
export const pathId = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'is not an id')
  .transform(Number)

export const idParams = z.object({ id: pathId })
export const messageParams = z.object({ id: pathId, messageId: pathId })
