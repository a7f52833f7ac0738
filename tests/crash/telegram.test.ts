import { killAtEachHop } from './kill-messenger.js'
import { openTelegram } from './messengers.js'

killAtEachHop('on Telegram', openTelegram)
