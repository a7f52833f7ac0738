/** Charsets by the WHATWG encoding standard, which Node's ICU knows, and UTF-7, which it leaves out. */

/**
 * The text of bytes whose charset is declared as `label`, missing or wrong. Valid UTF-8 wins over every label of 8 bits: other text is
 * practically never valid UTF-8. Where the label is unknown or does not fit, the charset is guessed. Never throws.
 */
export function decodeText(bytes: Uint8Array, label: string | null): string {
  const name = toName(label)
  if (name === 'utf-7') return decodeUtf7(Buffer.from(bytes).toString('latin1'))
  if (name?.startsWith('utf-16')) return decodeAs(bytes, name) ?? guessText(bytes)
  const escaped = name === 'iso-2022-jp' || (!isDeclaredOddly(name) && hasJapaneseEscape(bytes))
  if (escaped) return decodeAs(bytes, 'iso-2022-jp') ?? guessText(bytes)
  if (isAscii(bytes)) return Buffer.from(bytes).toString('latin1')
  const unicode = decodeAs(bytes, 'utf-8')
  if (unicode !== null) return unicode
  const declared = name === null || weakNames.has(name) ? null : decodeAs(bytes, name)
  return declared !== null && !(name !== null && isNonsense(declared, name, bytes)) ? declared : guessText(bytes)
}

/** Is it 7 bits, without anything that a charset could change. */
export function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte > 127 || byte === 0x1b) return false
  return true
}

/** Does a label change how 7-bit text reads. */
export const isStateful = (label: string | null): boolean =>
  /^(utf-?7|unicode-1-1-utf-7|utf-?16|iso-2022|csiso2022)/i.test(label?.trim() ?? '')

/** Senders write these for whatever their system uses. */
const weakNames: ReadonlySet<string> = new Set(['utf-8', 'windows-1252'])

function toName(label: string | null): string | null {
  const plain = label?.trim().toLowerCase().replace(/^"|"$/g, '') ?? ''
  if (/^(unicode-1-1-)?utf-?7$/.test(plain)) return 'utf-7'
  const usual = plain
    .replace(/^cp-?(125\d)$/, 'windows-$1')
    .replace(/^(ms)?(cp)?936$/, 'gbk')
    .replace(/^cp-?866$/, 'ibm866')
  try {
    return usual === '' ? null : new TextDecoder(usual).encoding
  } catch {
    return null
  }
}

function decodeAs(bytes: Uint8Array, name: string): string | null {
  try {
    return decodeBy(name, bytes, true)
  } catch {
    return null
  }
}

/** Node takes windows-1252 for ISO 8859-1 (https://github.com/nodejs/node/issues/56542): the 32 signs between are put in by hand. */
function decodeBy(name: string, bytes: Uint8Array, fatal: boolean): string {
  const text = new TextDecoder(name, { fatal }).decode(bytes)
  return name === 'windows-1252' ? text.replace(/[\u0080-\u009f]/g, (sign) => signs1252[sign.charCodeAt(0) - 0x80] ?? sign) : text
}
const signs1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

const isDeclaredOddly = (name: string | null): boolean => name !== null && !weakNames.has(name)

function hasJapaneseEscape(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x1b); at >= 0; at = bytes.indexOf(0x1b, at + 1)) {
    if (bytes[at + 1] === 0x24 && (bytes[at + 2] === 0x42 || bytes[at + 2] === 0x40)) return true
  }
  return false
}

/** Decides on a sample; what does not fit at its end or further on becomes U+FFFD. */
const guessText = (bytes: Uint8Array): string => decodeBy(guess(bytes).name, bytes, false)

function guess(bytes: Uint8Array): { readonly name: string; readonly score: number } {
  const sample = sampleOf(bytes)
  return candidates
    .map((name) => ({ name, score: scoreOf(new TextDecoder(name).decode(sample, { stream: true }), name) }))
    .reduce((best, one) => (one.score > best.score ? one : best))
}

/** Likely ones first: they win a tie. */
const candidates = ['utf-8', 'windows-1251', 'koi8-r', 'ibm866', 'gb18030', 'big5', 'shift_jis', 'windows-1252']

/** The first lines with 8-bit bytes in them, at most some thousand bytes. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte > 127)
  const lineStart = Math.max(0, bytes.lastIndexOf(0x0a, Math.max(first, 0)) + 1, first - 200)
  return bytes.subarray(lineStart, lineStart + 4_000)
}

/** A single-byte charset decodes anything: a label is not believed where another one reads far better. */
function isNonsense(text: string, name: string, bytes: Uint8Array): boolean {
  return cyrillic.has(name) && guess(bytes).score > scoreOf(text.slice(0, 4_000), name) + 0.4
}

const cyrillic: ReadonlySet<string> = new Set(['windows-1251', 'koi8-r', 'koi8-u', 'ibm866', 'iso-8859-5', 'x-mac-cyrillic'])

function scoreOf(text: string, name: string): number {
  let score = 0
  let foreign = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) continue
    foreign += 1
    score += pointsOf(code, name)
  }
  const flips = text.match(/[а-яё][А-ЯЁ]/g)?.length ?? 0
  const mixed = text.match(/[a-z][а-яё]|[а-яё][a-z]/gi)?.length ?? 0
  return foreign === 0 ? 0 : (score + pairsIn(text) * 2 - flips - mixed * 2) / foreign
}

/** Cyrillic letters and CJK count for what they are; rare signs, boxes and replacement characters count against. */
function pointsOf(code: number, name: string): number {
  if (code === 0xfffd) return -8
  if (code >= 0x410 && code <= 0x44f) return 0.5
  if (code >= 0x3040 && code <= 0x30ff) return name === 'shift_jis' ? 1.5 : 0
  if (code >= 0x4e00 && code <= 0x9fff) return everyday.has(String.fromCodePoint(code)) ? 2.2 : -1
  if ((code >= 0xff00 && code <= 0xff60) || (code >= 0x3000 && code <= 0x303f)) return 1
  if (code >= 0xc0 && code <= 0xff) return 0.4
  if (typographic.has(code)) return 0.4
  return -2
}

/** « » — – “ ” ‘ ’ … № • no-break space Ё ё */
const typographic: ReadonlySet<number> = new Set([
  0xab, 0xbb, 0x2014, 0x2013, 0x201c, 0x201d, 0x201e, 0x2018, 0x2019, 0x2026, 0x2116, 0x2022, 0xa0, 0x401, 0x451,
])

/** Only decoding by the right charset hits them often: gb18030 gives a hanzi for nearly any pair of bytes. */
const everyday: ReadonlySet<string> = new Set(
  '的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感见明问力理尔点文几定本公特做外孩相西果走将月十实向声车全信重三机工物气每并别真打太新比才便夫再书部水像眼等体却加电主界门利海受听表德少克代员许稜先口由死安写性马光白或住难望教命花结乐色更拉东神记处让母父应直字场平报友关放至张认接告入笑内英军候民岁往何度山觉路带万男边风解叫任金快原吃妈变通师立象数四失满战远格士音轻目条呢病始达深完今提求清王化空业思切怎非找片罗钱吗语元喜曾离飞科言干流欢约各即指合反题必该论交终林请医晚制球决窢传画保读运及则房早院量苦火布品近坐产答星精视五连司巴退款货单订客服商户换申请投诉问题收包裹破损您谢尽快处理发票',
)
const commonPairs =
  /(?=(ст|но|то|на|ен|ов|ни|ра|во|ко|ер|ре|ли|не|го|ал|пр|ро|от|ит|по|ть|ка|ом|ос|та|ль|ет|те|ва|од|ан|ор|ел|за|де|ло|до|ин|ас|ес|он|ла|да|ме|ат|им|ри|мо|ви|ил|ак|ле|ва|ол|ив|ти|об|ае|ми|ки|ве|ие|ий|ый|ая|вы|же|бы|зд|ра))/gi
const pairsIn = (text: string): number => text.match(commonPairs)?.length ?? 0

/** RFC 2152. Ill-formed runs stay as they are written. */
function decodeUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (whole, coded: string) => {
    if (coded === '') return '+'
    const bytes = Buffer.from(coded, 'base64')
    return bytes.length < 2
      ? whole
      : bytes
          .subarray(0, bytes.length & ~1)
          .swap16()
          .toString('utf16le')
  })
}
