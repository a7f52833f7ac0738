import type { Pool } from 'pg'
import type { AccountId } from '../core/model/ids.js'

export type Site = {
  readonly accountId: AccountId
  readonly brand: { readonly key: string; readonly name: string; readonly isDemo: boolean }
}

/** Which web account a page of a brand belongs to; kept in memory. */
export interface Sites {
  /** By the brand's key; null asks for the default one. */
  find(brand: string | null): Site | null
  refresh(): Promise<void>
}

type Row = { account_id: AccountId; key: string; name: string; is_demo: boolean; is_default: boolean }

export async function openSites(pool: Pool): Promise<Sites> {
  const read = async (): Promise<readonly Row[]> =>
    (
      await pool.query<Row>(
        `select a.id as account_id, b.key, b.name, b.is_demo, b.is_default from accounts a join brands b on b.id = a.brand_id
          where a.channel = 'web' and a.is_enabled order by b.is_default desc, a.id`,
      )
    ).rows
  let rows = await read()
  return {
    find(brand) {
      const row = brand === null ? rows[0] : rows.find((one) => one.key === brand)
      return row ? { accountId: row.account_id, brand: { key: row.key, name: row.name, isDemo: row.is_demo } } : null
    },
    async refresh() {
      rows = await read()
    },
  }
}
