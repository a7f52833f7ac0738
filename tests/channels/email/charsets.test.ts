import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readers } from '../../../src/channels/email/parse-mime.js'
import { letter, readMessage } from './letters.js'

const russian = { subject: 'Жалоба на доставку', text: 'Здравствуйте! Мне привезли разбитый телефон, верните деньги.' }
const chinese = { subject: '投诉', text: '您好，我收到的手机屏幕碎了，请尽快退款。' }
const japanese = { subject: '苦情', text: '電話が壊れています。返金してください。' }

/** The bytes are what Python's codecs write; RFC 2045, 2047, 1489 (koi8-r), 1468 (iso-2022-jp), 2152 (utf-7). */
const golden: Readonly<Record<string, { readonly subject: string; readonly text: string }>> = {
  'windows-1251': russian,
  'koi8-r-base64': russian,
  'koi8-r-raw-subject': russian,
  'windows-1251-undeclared': russian,
  'koi8-r-undeclared': russian,
  'windows-1251-as-utf-8': russian,
  'windows-1251-as-iso-8859-1': russian,
  'koi8-r-as-windows-1251': russian,
  'utf-8-as-windows-1251': russian,
  'unknown-charset': russian,
  'html-meta-only': russian,
  'split-words': russian,
  'split-words-q': russian,
  'utf-7': russian,
  gb18030: chinese,
  'gb2312-undeclared': chinese,
  'iso-2022-jp': japanese,
}

for (const [name, { subject, text }] of Object.entries(golden)) {
  it(`reads ${name} letter by letter, with either parser`, async () => {
    const raw = readFileSync(join(import.meta.dirname, 'fixtures/charsets', `${name}.eml`))
    for (const reader of readers) {
      const message = await readMessage(raw, reader)
      expect({ reader, subject: message.letter?.subject, text: message.text }).toEqual({ reader, subject, text })
    }
  })
}

it('UTF-8 under any other name is UTF-8', async () => {
  for (const charset of ['gb2312', 'big5', 'iso-8859-5', 'koi8-r', 'shift_jis', 'utf-7bit']) {
    const message = await readMessage(letter(`Content-Type: text/plain; charset=${charset}`, russian.text))
    expect({ charset, text: message.text }).toEqual({ charset, text: russian.text })
  }
})
