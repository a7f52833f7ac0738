import { z } from 'zod'

const apiRoot = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null
  if ((url?.protocol === 'https:' || url?.protocol === 'http:') && url.search === '' && url.hash === '') return url.href.replace(/\/+$/, '')
  context.addIssue({ code: 'custom', message: 'must be an address such as https://api.telegram.org' })
  return z.NEVER
})

export const telegramSettings = z.object({
  /** TELEGRAM_BOT_TOKEN, as @BotFather gives it. */
  token: z.string().regex(/^\d{1,16}:[\w-]{20,}$/, 'must be a token from @BotFather, such as 110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'),
  /** TELEGRAM_API_ROOT: Telegram's own server, or a Bot API server of one's own. */
  apiRoot: apiRoot.default('https://api.telegram.org'),
  /** TELEGRAM_MODE: polling needs no public address, webhook needs https. */
  mode: z.enum(['polling', 'webhook'], 'must be polling or webhook').default('polling'),
  /** TELEGRAM_WEBHOOK_SECRET: https://core.telegram.org/bots/api#setwebhook (secret_token). Absent: one made from the account's key. */
  webhookSecret: z
    .string()
    .regex(/^[\w-]{16,256}$/, 'must have 16 to 256 characters of A-Z, a-z, 0-9, _ and -')
    .optional(),
  /** Whether what is said in groups and channels comes to the desk as well. */
  groups: z.boolean().default(false),
})
export type TelegramSettings = z.infer<typeof telegramSettings>
