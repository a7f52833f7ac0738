import type { Pool } from 'pg'
import { DeskError } from '../core/desk-error.js'
import type { StaffId } from '../core/model/ids.js'
import { toRights } from '../core/model/rights.js'
import type { SetCookies, SignIn, StaffCaller } from '../core/staff-port.js'
import { type Auth, type AuthOptions, loadAuth, noteUseAfterSeconds } from './auth.js'
import { checkPassword } from './password-rules.js'
import { dropCookie, readToken } from './session-cookie.js'
import type { SessionWatch } from './session-watch.js'

/** Sign-in by e-mail and password. better-auth is loaded by the first call that needs it. */
export function makeSignIn(options: AuthOptions, watch: SessionWatch): SignIn {
  const { pool, cookie } = options
  let loading: Promise<Auth> | undefined
  const auth = () => {
    loading ??= loadAuth(options)
    return loading
  }
  return {
    async open({ email, password }) {
      const { api } = await auth()
      const body = { email: email.toLowerCase(), password }
      const answer = await api.signInEmail({ body, returnHeaders: true }).catch(nullWhenRefused)
      if (!answer) return null
      await pool.query('delete from staff.sessions where expires_at < now()')
      const found = await findSession(pool, answer.response.token)
      return found && { caller: found.caller, setCookies: answer.headers.getSetCookie() }
    },

    async recognise(cookieHeader) {
      const token = readToken(cookieHeader, cookie)
      const found = token === null ? null : await findSession(pool, token)
      if (!found?.isStale) return found && { caller: found.caller, setCookies: [] }
      const { api } = await auth()
      const answer = await api.getSession({ headers: new Headers({ cookie: cookieHeader }), returnHeaders: true }).catch(nullWhenRefused)
      return answer?.response ? { caller: found.caller, setCookies: answer.headers.getSetCookie() } : null
    },

    async close(caller) {
      await endSessions(pool, caller.staffId)
      await watch.look()
      return [dropCookie(cookie)]
    },

    async changePassword(caller, { current, next, cookieHeader }) {
      const setCookies = await replacePassword(await auth(), await findOwnWords(pool, caller), { current, next, cookieHeader })
      await watch.look()
      return setCookies
    },

    onSessionClosed: watch.watch,
  }
}

/** Also used where somebody else ends them: another role, closed access. Runs in the given transaction. */
export async function endSessions(client: Pick<Pool, 'query'>, staffId: StaffId): Promise<void> {
  await client.query('delete from staff.sessions where staff_id = $1', [staffId])
}

type PasswordChange = { readonly current: string; readonly next: string; readonly cookieHeader: string }

/** better-auth checks the current one, then ends every session and opens a new one, in one transaction. */
async function replacePassword({ api }: Auth, ownWords: readonly string[], change: PasswordChange): Promise<SetCookies> {
  checkPassword(change.next, ownWords)
  const answer = await api
    .changePassword({
      body: { currentPassword: change.current, newPassword: change.next, revokeOtherSessions: true },
      headers: new Headers({ cookie: change.cookieHeader }),
      returnHeaders: true,
    })
    .catch(nullWhenRefused)
  if (answer) return answer.headers.getSetCookie()
  throw new DeskError(
    'wrong_password',
    403,
    'The current password is not right.',
    'Type the password you sign in with now, then the new one.',
  )
}

type SessionRow = { id: string; staff_id: StaffId; name: string; role: string; rights: string[]; is_stale: boolean }

/** Whose session it is, with the rights of their role as they are now. `isStale`: its age is to be noted, which prolongs it. */
async function findSession(pool: Pool, token: string): Promise<{ readonly caller: StaffCaller; readonly isStale: boolean } | null> {
  const { rows } = await pool.query<SessionRow>(
    `select sessions.id::text as id, staff_id, members.name, role, rights, sessions.updated_at < now() - $2 * interval '1 second' as is_stale
     from staff.sessions join staff_members members on members.id = staff_id join roles on roles.key = role
     where token = $1 and expires_at > now() and deactivated_at is null`,
    [token, noteUseAfterSeconds],
  )
  const [row] = rows
  if (!row) return null
  const { id, staff_id: staffId, name, role } = row
  return { caller: { kind: 'staff', staffId, sessionId: id, name, role, rights: toRights(row.rights) }, isStale: row.is_stale }
}

async function findOwnWords(pool: Pool, { staffId }: StaffCaller): Promise<string[]> {
  const { rows } = await pool.query<{ name: string; email: string | null }>('select name, email from staff_members where id = $1', [
    staffId,
  ])
  return rows.flatMap(({ name, email }) => (email ? [name, email] : [name]))
}

/** better-auth's refusals (wrong password, no session) mean "nobody"; its "internal error" hides what really went wrong. */
function nullWhenRefused(error: unknown): null {
  if (!(error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number')) throw error
  if (error.statusCode < 500) return null
  throw error.cause ?? error
}
