import type { Pool } from 'pg'
import { DeskError } from '../core/desk-error.js'
import type { StaffId } from '../core/model/ids.js'
import { toRights } from '../core/model/rights.js'
import type { SetCookies, SignIn, StaffCaller } from '../core/staff-port.js'
import { type Auth, type AuthOptions, loadAuth, sessionCookie } from './auth.js'
import { checkPassword, normalisePassword } from './password-rules.js'
import type { SessionWatch } from './session-watch.js'

/** Sign-in by e-mail and password. better-auth is loaded by the first call that needs it. */
export function makeSignIn(options: AuthOptions, watch: SessionWatch): SignIn {
  const { pool, publicUrl } = options
  const cookie = sessionCookie(publicUrl)
  let loading: Promise<Auth> | undefined
  const auth = () => {
    loading ??= loadAuth(options)
    return loading
  }
  return {
    async open({ email, password }) {
      const { api } = await auth()
      const body = { email: email.toLowerCase(), password: normalisePassword(password) }
      const answer = await api.signInEmail({ body, returnHeaders: true }).catch(nullWhenRefused)
      if (!answer) return null
      const sessionId = await findSession(pool, answer.response.token)
      const caller = sessionId && (await findCaller(pool, toStaffId(answer.response.user.id), sessionId))
      return caller ? { caller, setCookies: answer.headers.getSetCookie() } : null
    },

    async recognise(cookieHeader) {
      if (!cookieHeader.includes(`${cookie.name}=`)) return null
      const { api } = await auth()
      const answer = await api.getSession({ headers: new Headers({ cookie: cookieHeader }), returnHeaders: true }).catch(nullWhenRefused)
      if (!answer?.response) return null
      const { session } = answer.response
      const caller = await findCaller(pool, toStaffId(session.userId), session.id)
      return caller && { caller, setCookies: answer.headers.getSetCookie() }
    },

    async close(caller) {
      await endSessions(pool, caller.staffId)
      await watch.look()
      return [`${cookie.name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict${cookie.isSecure ? '; Secure' : ''}`]
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
  const next = normalisePassword(change.next)
  checkPassword(next, ownWords)
  const answer = await api
    .changePassword({
      body: { currentPassword: normalisePassword(change.current), newPassword: next, revokeOtherSessions: true },
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

/** Also drops what nobody can use any more. */
async function findSession(pool: Pool, token: string): Promise<string | undefined> {
  await pool.query('delete from staff.sessions where expires_at < now()')
  const { rows } = await pool.query<{ id: string }>('select id::text as id from staff.sessions where token = $1', [token])
  return rows[0]?.id
}

async function findCaller(pool: Pool, staffId: StaffId, sessionId: string): Promise<StaffCaller | null> {
  const { rows } = await pool.query<{ name: string; role: string; rights: string[] }>(
    `select name, role, rights from staff_members join roles on roles.key = role where id = $1 and deactivated_at is null`,
    [staffId],
  )
  const row = rows[0]
  return row ? { kind: 'staff', staffId, sessionId, name: row.name, role: row.role, rights: toRights(row.rights) } : null
}

async function findOwnWords(pool: Pool, { staffId }: StaffCaller): Promise<string[]> {
  const { rows } = await pool.query<{ name: string; email: string | null }>('select name, email from staff_members where id = $1', [
    staffId,
  ])
  return rows.flatMap(({ name, email }) => (email ? [name, email] : [name]))
}

/** Ids are text to better-auth and numbers to the ledger. */
const toStaffId = (id: string) => Number(id) as StaffId

/** better-auth's refusals (wrong password, no session) mean "nobody"; its "internal error" hides what really went wrong. */
function nullWhenRefused(error: unknown): null {
  if (!(error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number')) throw error
  if (error.statusCode < 500) return null
  throw error.cause ?? error
}
