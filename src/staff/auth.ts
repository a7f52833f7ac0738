import { hkdfSync } from 'node:crypto'
import pg from 'pg'

export type AuthOptions = { readonly pool: pg.Pool; readonly secretKey: string; readonly publicUrl: string }

/** How long a sign-in lasts without being used. */
const sessionSeconds = 7 * 24 * 3_600

/** `__Host-` binds the cookie to this very origin and wants https; plain http is for a loopback address. */
export function sessionCookie(publicUrl: string): { readonly name: string; readonly isSecure: boolean } {
  const isSecure = publicUrl.startsWith('https://')
  return { name: isSecure ? '__Host-otklik' : 'otklik', isSecure }
}

/**
 * better-auth with the tables of 0002_staff.sql under its own names. It checks passwords and keeps sessions; we call it on the server, so
 * none of its routes exists, and its rate limit, e-mails, sign-up and migrator stay off. Imported here and not before: that takes half a second.
 */
export async function loadAuth({ pool, secretKey, publicUrl }: AuthOptions) {
  const { betterAuth } = await import('better-auth')
  const { name, isSecure } = sessionCookie(publicUrl)
  const times = { createdAt: 'created_at', updatedAt: 'updated_at' }
  return betterAuth({
    secret: Buffer.from(hkdfSync('sha256', secretKey, '', 'otklik staff sign-in', 32)).toString('base64url'),
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
      updateAge: 24 * 3_600,
    },
    account: { modelName: 'staff.passwords', fields: { userId: 'staff_id', accountId: 'account_id', providerId: 'provider_id', ...times } },
    advanced: {
      // Our passwords have none of its columns for other providers, and nothing is ever verified by mail: its check would miss both.
      database: { generateId: 'serial', validateSchema: false },
      ipAddress: { disableIpTracking: true },
      useSecureCookies: false,
      cookies: { session_token: { name, attributes: { secure: isSecure, httpOnly: true, sameSite: 'strict', path: '/' } } },
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
