import { openWebChannel } from './web/index.js'
import { webSettings } from './web/settings.js'

/** The channels of the desk, one line each. */
export const channels = {
  web: { settings: webSettings, open: openWebChannel },
} as const
