import { killAtEachHop } from './kill-messenger.js'
import { openVk } from './messengers.js'

killAtEachHop('on VK', openVk)
