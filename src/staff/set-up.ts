import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { DeskError } from '../core/desk-error.js'
import type { BrandView, CategoryView, SetUp } from '../core/staff-port.js'
import { type EndConversations, removeDemo } from './demo.js'
import { prepareFirstBrand } from './first-brand.js'
import { inTransaction } from './transaction.js'

export type SetUpNeeds = {
  readonly pool: Pool
  /** People, brands or accounts are not what they were. */
  readonly onChange: () => void
  readonly endConversations: EndConversations
}

export function makeSetUp({ pool, onChange, endConversations }: SetUpNeeds): SetUp {
  return {
    brand: () => getBrand(pool),
    hasDemo: () => isTrue(pool, 'select exists (select from staff_members where is_demo and deactivated_at is null) as is'),
    categories: () => listCategories(pool),

    async openLink() {
      const token = randomBytes(32).toString('base64url')
      const isOpened = await inTransaction(pool, async (client) => {
        await lockSetUp(client)
        if (await isSetUp(client)) return false
        await client.query(`update settings set value = jsonb_build_object('tokenHash', $1::text) where key = 'set-up'`, [hashOf(token)])
        return true
      })
      return isOpened ? token : null
    },

    isOpen: (token) => isOpen(pool, token),

    async complete(token, first) {
      if (!(await isOpen(pool, token))) throw closed()
      const make = await prepareFirstBrand(first)
      await inTransaction(pool, async (client) => {
        const { tokenHash } = await lockSetUp(client)
        if (!isSame(tokenHash, token) || (await isSetUp(client))) throw closed()
        await make(client)
        await closeLink(client)
      })
      onChange()
    },

    async completeFromSettings(first) {
      if (await isSetUp(pool)) return false
      const make = await prepareFirstBrand(first)
      const isMade = await inTransaction(pool, async (client) => {
        await lockSetUp(client)
        if (await isSetUp(client)) return false
        await make(client)
        await closeLink(client)
        return true
      })
      if (isMade) onChange()
      return isMade
    },

    async removeDemo(caller) {
      if (!(await isSetUp(pool))) throw notSetUp()
      await removeDemo(pool, caller, endConversations)
      onChange()
    },
  }
}

type SetUpRow = { readonly value: { readonly tokenHash?: string } }

async function isOpen(pool: Pool, token: string): Promise<boolean> {
  const { rows } = await pool.query<SetUpRow>(`select value from settings where key = 'set-up'`)
  return isSame(rows[0]?.value.tokenHash, token) && !(await isSetUp(pool))
}

/** The row is the lock: of two who finish the set-up at once, the second finds it closed. */
async function lockSetUp(client: PoolClient): Promise<SetUpRow['value']> {
  await client.query(`insert into settings (key, value) values ('set-up', '{}') on conflict do nothing`)
  const { rows } = await client.query<SetUpRow>(`select value from settings where key = 'set-up' for update`)
  return rows[0]?.value ?? {}
}

const closeLink = (client: PoolClient) => client.query(`update settings set value = '{}' where key = 'set-up'`)

async function getBrand(pool: Pool): Promise<BrandView> {
  const { rows } = await pool.query<BrandView>(
    'select id, name, is_demo as "isDemo", time_zone as "timeZone", language from brands order by is_default desc, id limit 1',
  )
  if (rows[0]) return rows[0]
  throw new Error('The starter set has no brand')
}

async function listCategories(pool: Pool): Promise<CategoryView[]> {
  const { rows } = await pool.query<CategoryView>(
    `select categories.key, parent, categories.names, teams.key as team from categories left join teams on teams.id = team_id
     where archived_at is null order by position, categories.key`,
  )
  return rows
}

const isSetUp = (client: Pick<Pool, 'query'>) => isTrue(client, 'select exists (select from brands where not is_demo) as is')

async function isTrue(client: Pick<Pool, 'query'>, question: string): Promise<boolean> {
  const { rows } = await client.query<{ is: boolean }>(question)
  return rows[0]?.is === true
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

function isSame(hash: string | undefined, token: string): boolean {
  return hash !== undefined && timingSafeEqual(Buffer.from(hash), Buffer.from(hashOf(token)))
}

const closed = () =>
  new DeskError(
    'set_up_closed',
    403,
    'This link is used up or was replaced.',
    'Start the desk again: it prints a fresh link until it is set up.',
  )
const notSetUp = () =>
  new DeskError('not_set_up', 409, 'The demonstration is all there is yet.', 'Make your own brand first: the start prints a link for it.')
