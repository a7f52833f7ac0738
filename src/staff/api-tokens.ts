import { createHash, randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import { DeskError } from '../core/desk-error.js'
import { toRights } from '../core/model/rights.js'
import type { ApiTokens } from '../core/staff-port.js'
import { toldLine } from './told-line.js'

/** Tokens are 256 random bits under a prefix that secret scanners and people know again. The ledger keeps their sha-256. */
export function makeApiTokens(pool: Pool): ApiTokens {
  return {
    async recognise(token) {
      if (!token.startsWith(prefix)) return null
      const { rows } = await pool.query<{ id: number; name: string; role: string; rights: string[]; is_fresh: boolean | null }>(
        `select id, name, role, rights, last_used_at > now() - interval '1 minute' as is_fresh
         from api_tokens join roles on roles.key = role where hash = $1 and revoked_at is null`,
        [hashOf(token)],
      )
      const row = rows[0]
      if (!row) return null
      if (!row.is_fresh) noteUse(pool, row.id)
      return { kind: 'token', tokenId: row.id, name: row.name, role: row.role, rights: toRights(row.rights) }
    },

    async create({ name, role }) {
      const token = `${prefix}${randomBytes(32).toString('base64url')}`
      const { rows } = await pool.query<{ id: number }>(
        'insert into api_tokens (name, role, hash, created_at) select $1, key, $3, now() from roles where key = $2 returning id',
        [toldLine(name, 'name'), role, hashOf(token)],
      )
      if (!rows[0]) throw await unknownRole(pool, role)
      return { id: rows[0].id, token }
    },

    async revoke(id) {
      await pool.query('update api_tokens set revoked_at = now() where id = $1 and revoked_at is null', [id])
    },
  }
}

export async function unknownRole(pool: Pick<Pool, 'query'>, role: string): Promise<DeskError> {
  const { rows } = await pool.query<{ key: string }>('select key from roles order by key')
  return new DeskError('unknown_role', 422, `There is no role ${role}.`, `Take one of: ${rows.map(({ key }) => key).join(', ')}.`)
}

const prefix = 'otk_'

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/** Nobody waits for it: it is for the reader of the list of tokens, to the minute. */
function noteUse(pool: Pool, id: number): void {
  pool.query('update api_tokens set last_used_at = now() where id = $1', [id]).catch(() => undefined)
}
