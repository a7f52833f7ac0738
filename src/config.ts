import { z } from 'zod'
import { channelEnvironment, readChannelSettings } from './config-channels.js'

export type Config = {
  readonly port: number
  readonly host: string
  readonly publicUrl: string
  readonly dataDir: string
  readonly hasDatabase: boolean
  readonly hasRedis: boolean
  readonly widgetOrigins: readonly string[]
  readonly trustProxy: boolean
  readonly language: 'ru' | 'en' | 'zh'
  readonly timeZone: string
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent'
  readonly role: 'web' | 'worker' | 'all'
  /** Channels of which the environment names an account. */
  readonly accounts: readonly string[]
}

/** Never logged; kept apart so that no printing of the config can show them. */
export type Secrets = {
  readonly databaseUrl: string | undefined
  readonly redisUrl: string | undefined
  readonly secretKey: string | undefined
  readonly directLineSecret: string | undefined
  /** What the environment gives for the accounts it names, by channel. */
  readonly accounts: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly admin: { readonly email: string; readonly password: string; readonly name: string; readonly contact: string } | undefined
}

/** All that is wrong with the settings, in one error whose text is meant for the person who starts the desk. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  constructor(readonly problems: readonly string[]) {
    super(`The desk cannot start with these settings:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
  }
}

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const isOrigin = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : null
  return (
    url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.pathname === '/' && url.search === '' && url.hash === ''
  )
}

const origin = z
  .string()
  .refine(isOrigin, 'must be an origin without a path, such as https://desk.example')
  .transform((text) => new URL(text).origin)
const url = (schemes: readonly string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && schemes.includes(new URL(text).protocol),
      `must be a URL that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`,
    )

/**
 * Every setting of the desk, all optional. `.meta` is what README.md and .env.example say of it; a test fails when they are stale.
 */
export const environment = z.object({
  PORT: z.coerce.number('must be a number from 0 to 65535').int().min(0).max(65_535).default(8080).meta({ help: 'Port of the web server' }),
  HOST: z.string().min(1).default('127.0.0.1').meta({ help: 'Address it listens on; 0.0.0.0 for all' }),
  PUBLIC_URL: origin
    .optional()
    .meta({ help: 'Origin under which customers reach the desk; all links are absolute on it', example: 'https://desk.example' }),
  DATA_DIR: z.string().min(1).default('./data').meta({ help: 'Folder of the embedded ledger, files and generated secrets' }),
  DATABASE_URL: url(['postgres:', 'postgresql:'])
    .optional()
    .meta({ help: 'PostgreSQL 15 or later; absent: the embedded PostgreSQL 18', example: 'postgres://desk@db/desk' }),
  REDIS_URL: url(['redis:', 'rediss:'])
    .optional()
    .meta({ help: 'Redis for the queue and nudges between processes; absent: PostgreSQL does it', example: 'redis://127.0.0.1:6379' }),
  SECRET_KEY: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .meta({ help: 'Signs links and tokens; absent: made at the first start and kept in DATA_DIR' }),
  DIRECTLINE_SECRET: z
    .string()
    .min(8, 'must have at least 8 characters')
    .optional()
    .meta({ help: 'What servers show to the web chat’s Direct Line; absent: made at the first start' }),
  ADMIN_EMAIL: z
    .email('must be an e-mail address')
    .optional()
    .meta({ help: 'With ADMIN_PASSWORD, ADMIN_NAME and ADMIN_CONTACT: the first admin, instead of the set-up link' }),
  ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional().meta({ help: 'See ADMIN_EMAIL' }),
  ADMIN_NAME: z
    .string()
    .min(3, 'must be a first and a last name')
    .optional()
    .meta({ help: 'Named to customers as their manager and last resort', example: 'Ivan Orlov' }),
  ADMIN_CONTACT: z
    .string()
    .min(3, 'must be a phone or an address')
    .optional()
    .meta({ help: 'Given to customers with the name', example: '+7 495 000-00-00' }),
  WIDGET_ORIGINS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(origin))
    .meta({ help: 'Further sites that may show the chat, separated by commas', example: 'https://shop.example,https://www.shop.example' }),
  TRUST_PROXY: z
    .enum(['off', 'on', 'false', 'true', '0', '1'])
    .default('off')
    .transform((text) => ['on', 'true', '1'].includes(text))
    .meta({ help: 'on behind a reverse proxy that sets X-Forwarded-For' }),
  DEFAULT_LANGUAGE: z.enum(['ru', 'en', 'zh']).default('ru').meta({ help: 'Language of the desk: ru, en or zh' }),
  TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone such as Europe/Moscow')
    .default('Europe/Moscow')
    .meta({ help: 'IANA time zone of the working calendar and of promises' }),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .meta({ help: 'fatal, error, warn, info, debug or silent' }),
  ROLE: z.enum(['web', 'worker', 'all']).default('all').meta({ help: 'What this process does: web, worker or all' }),
  ...channelEnvironment,
})

/** Reads the settings. Empty strings count as absent. Throws ConfigError with every problem at once. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): { config: Config; secrets: Secrets } {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => name in environment.shape && value !== undefined && value.trim() !== ''),
  )
  const read = environment.safeParse(given)
  if (!read.success)
    throw new ConfigError(read.error.issues.map((issue) => `${issue.path.join('.').replace(/\.\d+$/, '')} ${issue.message}`))
  const env_ = read.data
  const admin = [env_.ADMIN_EMAIL, env_.ADMIN_PASSWORD, env_.ADMIN_NAME, env_.ADMIN_CONTACT]
  if (admin.some((one) => one !== undefined) && admin.includes(undefined)) {
    throw new ConfigError(['ADMIN_EMAIL, ADMIN_PASSWORD, ADMIN_NAME and ADMIN_CONTACT belong together: set all four or none'])
  }
  const accounts = settingsOf(env_)
  const host = env_.HOST.includes(':') ? `[${env_.HOST}]` : env_.HOST
  return {
    config: {
      port: env_.PORT,
      host: env_.HOST,
      publicUrl: env_.PUBLIC_URL ?? `http://${host}:${env_.PORT}`,
      dataDir: env_.DATA_DIR,
      hasDatabase: env_.DATABASE_URL !== undefined,
      hasRedis: env_.REDIS_URL !== undefined,
      widgetOrigins: env_.WIDGET_ORIGINS,
      trustProxy: env_.TRUST_PROXY,
      language: env_.DEFAULT_LANGUAGE,
      timeZone: env_.TIME_ZONE,
      logLevel: env_.LOG_LEVEL,
      role: env_.ROLE,
      accounts: Object.keys(accounts),
    },
    secrets: {
      databaseUrl: env_.DATABASE_URL,
      redisUrl: env_.REDIS_URL,
      secretKey: env_.SECRET_KEY,
      directLineSecret: env_.DIRECTLINE_SECRET,
      accounts,
      admin:
        env_.ADMIN_EMAIL && env_.ADMIN_PASSWORD && env_.ADMIN_NAME && env_.ADMIN_CONTACT
          ? { email: env_.ADMIN_EMAIL, password: env_.ADMIN_PASSWORD, name: env_.ADMIN_NAME, contact: env_.ADMIN_CONTACT }
          : undefined,
    },
  }
}

function settingsOf(env: z.infer<typeof environment>): Secrets['accounts'] {
  try {
    return readChannelSettings(env)
  } catch {
    throw new ConfigError(['DKIM_KEY_FILE must be a file that the desk can read'])
  }
}
