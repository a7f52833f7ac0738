import pg from 'pg'
import type { SessionCookie } from './session-cookie.js'

export type AuthOptions = { readonly pool: pg.Pool; readonly publicUrl: string; readonly cookie: SessionCookie }

/** How long a sign-in lasts without being used, and how often its use is noted. */
const sessionSeconds = 7 * 24 * 3_600
export const noteUseAfterSeconds = 24 * 3_600

/**
 * better-auth with the tables of 0002_staff.sql under its own names. It checks passwords and keeps sessions; we call it on the server, so
 * none of its routes exists, and its rate limit, e-mails, sign-up and migrator stay off. Imported here and not before: that takes half a second.
 */
export async function loadAuth({ pool, publicUrl, cookie }: AuthOptions) {
  const { betterAuth } = await import('better-auth')
  const times = { createdAt: 'created_at', updatedAt: 'updated_at' }
  return betterAuth({
    secret: cookie.signingKey,
    baseURL: publicUrl,
    database: readsDates(pool),
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 128 },
    user: { modelName: 'staff.sign_ins', fields: { emailVerified: 'email_verified', ...times } },
    session: {
      modelName: 'staff.sessions',
      fields: { userId: 'staff_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...times },
      expiresIn: sessionSeconds,
      updateAge: noteUseAfterSeconds,
    },
    account: { modelName: 'staff.passwords', fields: { userId: 'staff_id', accountId: 'account_id', providerId: 'provider_id', ...times } },
    advanced: {
      // Our passwords have none of its columns for other providers, and nothing is ever verified by mail: its check would miss both.
      database: { generateId: 'serial', validateSchema: false },
      ipAddress: { disableIpTracking: true },
      useSecureCookies: false,
      cookies: {
        session_token: { name: cookie.name, attributes: { secure: cookie.isSecure, httpOnly: true, sameSite: 'strict', path: '/' } },
      },
    },
  })
}
export type Auth = Awaited<ReturnType<typeof loadAuth>>

/** better-auth compares times as Date objects; the desk's connections read them as text, and text is never less than a Date. */
function readsDates(pool: pg.Pool) {
  return {
    end: () => Promise.resolve(),
    connect: async () => {
      const client = await pool.connect()
      return {
        query: (text: string, values: readonly unknown[] = []) => client.query({ text, values: [...values], types: pg.types }),
        release: () => client.release(),
      }
    },
  }
}
