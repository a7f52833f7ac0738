import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import type { Account, AccountBook } from '../core/account-book.js'
import type { AccountId, BrandId } from '../core/model/ids.js'

type Row = { id: number; channel: string; name: string; brand_id: number; source: Account['source']; settings: Buffer | null }

/** Accounts in the ledger. `secretKey` seals their settings: a copy of the ledger alone opens no bot and no mailbox. */
export function openAccountBook(pool: Pool, secretKey: string): AccountBook {
  const seal = openSealed(secretKey)
  return {
    async list() {
      const { rows } = await pool.query<Row>(
        'select id, channel, name, brand_id, source, settings from accounts where is_enabled order by id',
      )
      return rows.map(({ settings, brand_id, id, ...row }) => ({
        ...row,
        id: id as AccountId,
        brandId: brand_id as BrandId,
        settings: settings === null ? null : seal.open(settings),
      }))
    },
    async keepEnvironment(channels) {
      await pool.query(
        `insert into accounts (id, channel, name, brand_id, source)
          select nextval('ledger_ids'), c.channel, 'default', b.id, 'environment' from unnest($1::text[]) as c(channel), brands b where b.is_default
          on conflict (channel, name) do update set is_enabled = true, source = 'environment', brand_id = excluded.brand_id
          where accounts.source <> 'starter'`,
        [channels],
      )
      await pool.query(`update accounts set is_enabled = false where source = 'environment' and channel <> all($1::text[])`, [channels])
    },
    async lease(id, { by, now, until }) {
      const { rows } = await pool.query<{ cursor: string | null }>(
        `update accounts set lease_by = $2, lease_until = $4
          where id = $1 and is_enabled and (lease_by is null or lease_by = $2 or lease_until <= $3) returning cursor`,
        [id, by, now, until],
      )
      return rows[0] ?? null
    },
    async release(id, by) {
      await pool.query('update accounts set lease_by = null, lease_until = null where id = $1 and lease_by = $2', [id, by])
    },
    async saveCursor(id, cursor, by) {
      const { rowCount } = await pool.query('update accounts set cursor = $2 where id = $1 and lease_by = $3', [id, cursor, by])
      if (rowCount === 0) throw new Error(`the lease of account ${id} was lost`)
    },
    async touch(what, ids, at) {
      const column = what === 'in' ? 'last_in_at' : 'last_out_at'
      await pool.query(`update accounts set ${column} = $2 where id = any($1::bigint[])`, [ids, at])
    },
    async report(id, state, at) {
      const [code, reason] = state.status === 'ok' ? [null, null] : [state.code, state.reason]
      await pool.query(
        `update accounts set status = $2, status_code = $3, status_reason = $4, status_at = $5
          where id = $1 and (status, status_code, status_reason) is distinct from ($2, $3, $4)`,
        [id, state.status, code, reason, at],
      )
    },
  }
}

/** AES-256-GCM under a key of its own; 12 bytes of nonce, 16 of tag, then the sealed JSON. */
export function openSealed(secretKey: string): { close(value: unknown): Buffer; open(sealed: Buffer): unknown } {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'account settings', 32))
  return {
    close(value) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const sealed = Buffer.concat([cipher.update(JSON.stringify(value)), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
    },
    open(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
      decipher.setAuthTag(sealed.subarray(12, 28))
      return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString())
    },
  }
}
