import type { PoolClient } from 'pg'
import type { StaffId } from '../core/model/ids.js'

/** Hashes (scrypt of the NFKC form, off the main thread) before a transaction begins; the answer writes the row within it. */
export async function addPassword(password: string): Promise<(client: PoolClient, staffId: StaffId) => Promise<void>> {
  const { hashPassword } = await import('better-auth/crypto')
  const hash = await hashPassword(password)
  return async (client, staffId) => {
    await client.query('insert into staff.passwords (staff_id, account_id, password) values ($1::bigint, $1::bigint::text, $2)', [
      staffId,
      hash,
    ])
  }
}
