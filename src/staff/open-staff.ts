import type { Pool } from 'pg'
import type { ApiTokens, KnownWrites, SetUp, SignIn, StaffBook } from '../core/staff-port.js'
import { makeApiTokens } from './api-tokens.js'
import type { EndConversations } from './demo.js'
import { makeKnownWrites } from './known-writes.js'
import { sessionCookie } from './session-cookie.js'
import { watchSessions } from './session-watch.js'
import { makeSetUp } from './set-up.js'
import { makeSignIn } from './sign-in.js'
import { makeStaffBook } from './staff-book.js'

export type StaffOptions = {
  /** Not the hot path's: a sign-in may wait, an acknowledgement may not. */
  readonly pool: Pool
  /** The desk's SECRET_KEY; the key that signs cookies is derived from it. */
  readonly secretKey: string
  readonly publicUrl: string
  /** People, brands or accounts were changed here; whoever keeps them in memory reads them again. */
  readonly onChange?: () => void
  readonly endConversations: EndConversations
}

export interface Staff {
  readonly signIn: SignIn
  readonly tokens: ApiTokens
  readonly book: StaffBook
  readonly setUp: SetUp
  readonly knownWrites: KnownWrites
  /** Stops looking after sessions. The pool is its owner's to end. */
  close(): void
}

/** The people of the desk, how they and programs prove who they are, and what they asked for already. */
export function openStaff({ pool, secretKey, publicUrl, onChange = () => undefined, endConversations }: StaffOptions): Staff {
  const watch = watchSessions(pool)
  return {
    signIn: makeSignIn({ pool, publicUrl, cookie: sessionCookie(publicUrl, secretKey) }, watch),
    tokens: makeApiTokens(pool),
    book: makeStaffBook({ pool, watch, onChange }),
    setUp: makeSetUp({ pool, onChange, endConversations }),
    knownWrites: makeKnownWrites(pool),
    close: watch.close,
  }
}
