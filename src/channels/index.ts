import { type ChannelKind, kindOf } from '../core/channel.js'
import { openApiChannel } from './api/index.js'
import { apiSettings } from './api/settings.js'
import { openEmailChannel } from './email/index.js'
import { emailSettings } from './email/settings.js'
import { phoneChannel } from './phone/index.js'
import { openBotChannel } from './teams/index.js'
import { botSettings } from './teams/settings.js'
import { openTelegramChannel } from './telegram/index.js'
import { telegramSettings } from './telegram/settings.js'
import { vkChannel } from './vk/index.js'
import { openWebChannel } from './web/index.js'
import { webSettings } from './web/settings.js'

/** The desk's own server: one serves every web account. */
export const web = { settings: webSettings, open: openWebChannel } as const

/** The channels of the desk, one line each: opened once for each account. */
export const channels: Readonly<Record<string, ChannelKind>> = {
  telegram: kindOf({ settings: telegramSettings, open: openTelegramChannel }),
  vk: kindOf(vkChannel),
  email: kindOf({ settings: emailSettings, open: openEmailChannel }),
  phone: kindOf(phoneChannel),
  api: kindOf({ settings: apiSettings, open: openApiChannel }),
  bot: kindOf({ settings: botSettings, open: openBotChannel }),
}
