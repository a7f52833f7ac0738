import type { Chance } from '../support/chance.js'

/** Begins every piece of script, so that one which has become code on a page is found by it. */
export const scriptMark = 'xss0451'

const scripts = [
  `<script>${scriptMark}()</script>`,
  `"><img src=x onerror=${scriptMark}()>`,
  `<svg/onload=${scriptMark}()>`,
  `javascript:${scriptMark}()`,
  `'-${scriptMark}()-'`,
  `</textarea><iframe srcdoc="<b>${scriptMark}</b>">`,
  `<a href="jAvAsCrIpT&colon;${scriptMark}()">жми</a>`,
  `\u003cmath><mi xlink:href="data:,${scriptMark}">`,
  `{{constructor.constructor('${scriptMark}')()}}`,
  `{% assign a = "${scriptMark}" %}{{ a }}`,
  `![x](javascript:${scriptMark})`,
]

const marks = [
  '\u202e', // turns the writing round
  '\u2066\u202d\u2069',
  '\u200b\u200c\u200d\u2060\ufeff', // of no width
  '\u0000',
  '\ud800', // half a pair
  '\udfff\ud800',
  '\u0007\u001b[31m',
  '\u0300'.repeat(60),
  '👩‍👩‍👧‍👦',
  '\u2028\u2029\u0085',
  '\uffff\ufffe',
  '𝕴𝖓𝖏',
]

const words = [
  'разбитый телефон',
  'broken lamp',
  '投诉',
  '№ 100013',
  `'; drop table messages; --`,
  '../../etc/passwd',
  '%s%n%x',
  '$1 $2 #{x}',
  '\\u0000\\ud800',
  'null',
  'NaN',
  '-1',
  '1e999',
  '=cmd|calc',
  'a'.repeat(3_000),
  '\n'.repeat(200),
  '. '.repeat(2_000),
  '9'.repeat(400),
  '!?'.repeat(500),
]

/** A text as nobody in good faith writes it. */
export function nastyText(chance: Chance): string {
  const parts = Array.from({ length: 1 + chance.below(4) }, () => chance.pick(chance.pick([scripts, marks, words])))
  return parts.join(chance.pick(['', ' ', '\u0000', '\t']))
}

export const nastyName = (chance: Chance): string =>
  `${nastyText(chance)}${chance.pick(['.jpg', '.exe', '.svg', '.html', '.jpg\u0000.php', '/../x', '', '.', '\u202egpj.exe', ':stream'])}`

/** With U+FFFD for halves of pairs, as every encoder to UTF-8 writes them. */
export const wellFormed = (text: string): string => Buffer.from(text).toString()

/** JSON of any shape, some of it much too deep. */
export function nastyValue(chance: Chance): unknown {
  const leaf = (): unknown =>
    chance.pick<unknown>([null, true, 0, -0, 1e308, -1, 2 ** 53 + 2, '', 'message', [], {}, nastyText(chance), { __proto__: null }, [[]]])
  const kind = chance.below(10)
  if (kind < 5) return leaf()
  if (kind < 7) return Array.from({ length: chance.below(5) }, () => nastyValue(chance))
  if (kind < 9) return Object.fromEntries(Array.from({ length: chance.below(5) }, () => [nastyKey(chance), nastyValue(chance)]))
  return deep(chance.pick([10, 70, 200, 1_000]))
}

const nastyKey = (chance: Chance): string =>
  chance.pick(['__proto__', 'constructor', 'toJSON', 'type', 'text', 'from', 'id', 'then', '', '$where', 'channelData', nastyText(chance)])

function deep(levels: number): unknown {
  let value: unknown = 'deep'
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value }
  return value
}
