import { z } from 'zod'
import { isServiceAddress } from './reference.js'

const address = z.string().refine(isServiceAddress, 'must be an https address (http only on this machine)')

export const botSettings = z
  .object({
    /** BOT_APP_ID: the Microsoft App ID of the bot's registration. */
    appId: z.string().regex(/^[\w.-]{1,100}$/, 'must be the App ID of the bot’s registration'),
    /** BOT_APP_PASSWORD: the client secret of the registration. */
    appPassword: z.string().min(1, 'must be the client secret of the bot’s registration'),
    /** BOT_TENANT_ID: of a single-tenant bot; without it tokens come from the Bot Framework's own tenant. */
    tenantId: z
      .string()
      .regex(/^[\w.-]{1,100}$/, 'must be a tenant’s id or domain')
      .default('botframework.com'),
    /** BOT_OPENID_URL: where the keys of those who call us are named. Other values are for sovereign clouds and tests. */
    openIdUrl: address.default('https://login.botframework.com/v1/.well-known/openidconfiguration'),
    issuer: z.string().min(1, 'must name the issuer of callers’ tokens').default('https://api.botframework.com'),
    /** Where our own tokens come from; the tenant's login by default. */
    tokenUrl: address.optional(),
  })
  .transform((settings) => ({
    ...settings,
    tokenUrl: settings.tokenUrl ?? `https://login.microsoftonline.com/${settings.tenantId}/oauth2/v2.0/token`,
  }))
export type BotSettings = z.infer<typeof botSettings>
