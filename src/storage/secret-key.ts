import { createHmac } from 'node:crypto'
import type { Pool } from 'pg'
import { DeskError } from '../core/desk-error.js'

/**
 * Remembers under which SECRET_KEY the ledger was made; under another one every link that customers hold would be dead.
 * @throws DeskError `secret_key_changed`
 */
export async function checkSecretKey(pool: Pool, secretKey: string): Promise<void> {
  const print = createHmac('sha256', secretKey).update('fingerprint').digest('hex').slice(0, 32)
  const { rows } = await pool.query<{ value: string }>(
    `with kept as (insert into settings (key, value) values ('secret-key-fingerprint', to_jsonb($1::text)) on conflict (key) do nothing returning value)
      select value #>> '{}' as value from kept union all select value #>> '{}' from settings where key = 'secret-key-fingerprint' limit 1`,
    [print],
  )
  if (rows[0]?.value === print) return
  throw new DeskError(
    'secret_key_changed',
    503,
    'This ledger was made under another SECRET_KEY.',
    'Start with the SECRET_KEY it was made under (see secrets.json in its DATA_DIR), or every link that customers hold would be dead.',
  )
}
