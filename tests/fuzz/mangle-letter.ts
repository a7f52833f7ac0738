import type { Chance } from '../support/chance.js'
import { nastyText } from './nasty.js'

const spots = [
  '\r\n',
  '\r\n\r\n',
  '--b',
  ':',
  ';',
  '"',
  '\0',
  '<',
  '(',
  '=?utf-8?q?',
  '=?koi8-r?B?',
  'boundary=',
  'Content-Type: multipart/mixed; boundary=b\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'Date: Sat, 01 Jan 275760 00:00:00 +0000\r\n',
  'Message-ID: <\0\ud800>\r\n',
]

/** The bytes of a letter, with some taken out and others put in at a few places. */
export function mangledLetter(letter: Uint8Array, chance: Chance): Buffer {
  let raw = Buffer.from(letter)
  for (let change = 1 + chance.below(6); change > 0; change--) {
    const place = chance.below(raw.length + 1)
    const put = Buffer.from(chance.below(4) === 0 ? nastyText(chance) : chance.pick(spots))
    raw = Buffer.concat([raw.subarray(0, place), put, raw.subarray(place + chance.below(60))])
  }
  return raw
}
