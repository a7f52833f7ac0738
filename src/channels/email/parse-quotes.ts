/**
 * A customer's own words, apart from what their mail client quoted and signed. Rules written on what Gmail, Outlook, Yandex, Mail.ru, Apple
 * Mail, Thunderbird, QQ and 163 put above a quote in Russian, English and Chinese. Forwarded text is not cut: it is what the customer shows.
 */
export function ownWords(whole: string): string {
  const lines = whole.replace(/\r\n?/g, '\n').split('\n').slice(0, maxLines)
  const segments = splitQuotes(lines)
  const own = segments.map((segment) => withoutSignature(segment).join('\n').trim()).filter((text) => text !== '')
  const text = own.join('\n\n')
  return text === '' ? whole.trim() : text
}

const maxLines = 50_000

/** What stands between quotes. Inline and bottom posting give several. */
function splitQuotes(lines: readonly string[]): readonly string[][] {
  const segments: string[][] = [[]]
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (isForwardMark(line)) {
      segments.at(-1)?.push(...lines.slice(at))
      break
    }
    if (isQuoted(line)) {
      if (segments.at(-1)?.length !== 0) segments.push([])
      continue
    }
    if (endsOwnWords(lines, at)) break
    const heading = attributionLength(lines, at)
    if (heading === 0) {
      segments.at(-1)?.push(line)
      continue
    }
    const next = lines.slice(at + heading).find((one) => one.trim() !== '')
    if (next === undefined || !isQuoted(next)) break
    at += heading - 1
    segments.push([])
  }
  return segments
}

const isQuoted = (line: string): boolean => /^\s{0,3}>/.test(line)

const isForwardMark = (line: string): boolean =>
  /^[-\s>]*(-{2,}|_{2,})?\s*(begin forwarded message|forwarded message|пересылаемое сообщение|пересланное сообщение|начало переадресованного сообщения|перенаправленное сообщение|转发的邮件|转发邮件|已转发的邮件|轉寄郵件)/i.test(
    line,
  ) && line.length < 120

/** A line that says all below is the earlier letter, or a block of its headers. */
function endsOwnWords(lines: readonly string[], at: number): boolean {
  const line = (lines[at] ?? '').trim()
  if (line.length > 200) return false
  if (originalMark.test(line)) return true
  const first = /^_{10,}$/.test(line) ? at + 1 : at
  if (!fromLabel.test(plain(lines[first]))) return false
  const block = lines.slice(first + 1, first + 8).map(plain)
  return block.filter((one) => otherLabel.test(one)).length >= 2
}

const plain = (line = ''): string => line.replace(/[*_]/g, '').trim()

const originalMark =
  /^[-—_\s]{2,}\s*(original message|original|исходное сообщение|оригинальное сообщение|исходное письмо|原始邮件|原始郵件|原邮件|回复的原邮件|回复的邮件|original email)\s*[-—_\s]{2,}$/i
const fromLabel = /^(from|от|от кого|发件人|寄件者|寄件人)\s{0,3}[:：]/i
const otherLabel =
  /^(sent|date|to|cc|subject|отправлено|дата|кому|копия|тема|发送时间|日期|时间|收件人|抄送|主题|傳送日期|收件者|主旨)\s{0,3}[:：]/i

/**
 * How many lines from here are the sentence that introduces a quote, wrapped over up to four; 0 when they are not. It ends with a colon and
 * holds a time or date, and an address or a word for writing.
 */
function attributionLength(lines: readonly string[], at: number): number {
  if (!mayIntroduce.test(lines[at] ?? '')) return 0
  let joined = ''
  for (let count = 1; count <= 4 && at + count <= lines.length; count += 1) {
    const line = lines[at + count - 1]?.trim() ?? ''
    if (line === '' || joined.length + line.length > 400) return 0
    joined = joined === '' ? line : `${joined} ${line}`
    if (/[:：]$/.test(line)) return isAttribution(joined) ? count : 0
  }
  return 0
}

const mayIntroduce =
  /\d|^\s*(on|at|am|在)\s|[«"“(<]|(понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)|\p{L}.{0,80}(wrote|написал|пишет|писал|写道|寫道)/iu

function isAttribution(text: string): boolean {
  const hasTime =
    /\d{1,2}[:.]\d{2}/.test(text) || /\d{4}\s*年/.test(text) || /\d{1,2}[./-]\d{1,2}[./-]\d{2,4}/.test(text) || /\b20\d\d\b/.test(text)
  const hasAddress = /[<("“]?[^\s<>@]{1,64}@[^\s<>@]{1,200}[>)"”]?/.test(text)
  if (verb.test(text)) return hasTime || hasAddress
  return hasTime && /[<(][^\s<>@]{1,64}@[^\s<>@]{1,200}[>)]\s*[:：]$/.test(text)
}
/** JavaScript's \b knows only Latin letters. */
const verb = /(wrote|writes|написала?|написал\(а\)|пишет|писала?|писал\(а\)|сообщила?|写道|寫道|schrieb|a écrit|escribió)\s*[:：]$/i

/** A signature behind `-- ` (RFC 3676 §4.3), and the line that a phone or a mail service adds. */
function withoutSignature(segment: readonly string[]): readonly string[] {
  const delimiter = segment.findIndex((line) => /^(-- ?|—|––)$/.test(line))
  const kept = delimiter < 0 ? segment : segment.slice(0, delimiter)
  const added = kept.findIndex((line, at) => advert.test(line.trim()) && kept.slice(at + 1).filter((one) => one.trim() !== '').length <= 2)
  return added < 0 ? kept : kept.slice(0, added)
}

const advert =
  /^(отправлено (с|из|через) .{2,60}|отправлено со .{2,40}|sent (from|via|with) .{2,60}|get outlook for .{2,40}|скачать outlook .{2,40}|发自我的.{1,40}|從我的.{1,30}(傳送|发送)|从我的.{1,30}发送|来自我的.{1,30}|发送自.{1,40}|获取 outlook.{0,40}|来自 ?outlook.{0,40}|通过.{1,30}(发送|发出))\.?$/i
