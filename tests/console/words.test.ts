import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { readJournalSearch, readNumber } from '../../web/console/app/journal-search'
import { type JournalTools, journalWords, knownActions } from '../../web/console/complaint/journal-words'
import { factValue, whyWord } from '../../web/console/complaint/told-words'
import { splitLinks } from '../../web/console/conversation/linked-text'
import { holdOrder } from '../../web/console/feed/hold-order'
import { mostUrgent } from '../../web/console/feed/urgent'
import { inThreeHours, toLocalInput, tomorrowMorning } from '../../web/console/finishing/snooze-times'
import { fuzzy, swapLayout } from '../../web/console/palette/fuzzy'
import ru from '../../web/console/strings/ru.json'
import { initialsOf } from '../../web/console/ui/avatar'
import { categoryPath } from '../../web/console/words/category-path'
import { categories, seedDesk } from './fake-data'

beforeAll(async () => {
  await i18next.init({ lng: 'ru', nsSeparator: false, interpolation: { escapeValue: false }, resources: { ru: { translation: ru } } })
})
const t = i18next.getFixedT('ru')

describe('a line of the journal', () => {
  const tools = (): JournalTools => ({
    t: i18next.getFixedT('ru'),
    category: (key) => categoryPath(categories, key, 'ru') ?? '—',
    moment: (at) => at.slice(11, 16),
    staff: [{ id: 2, name: 'Анна Кузнецова' }],
  })

  it('is a sentence', () => {
    const say = (action: string, data: Record<string, unknown>): string => journalWords({ action, data }, tools())
    expect(say('registered', { kind: 'complaint', category: 'delivery.damage' })).toBe('Зарегистрирована: Жалоба, Доставка › Порча')
    expect(say('status', { from: 'new', to: 'in-work' })).toBe('Состояние: Новая → В работе')
    expect(say('handed-over', { to: 2 })).toBe('Переписка передана: Анна Кузнецова')
    expect(say('handed-over', { to: 99 })).toBe('Переписка передана: сотрудник')
    expect(say('snoozed', { until: '2026-11-22T15:00:00.000Z' })).toBe('Отложена до 15:00')
  })

  it('of a kind this console does not know yet is still no code', () => {
    expect(journalWords({ action: 'moon-landed', data: { to: 'moon' } }, tools())).toBe('Запись в журнале')
    expect(journalWords({ action: 'status', data: { from: 'x-y', to: 'closed' } }, tools())).toBe('Состояние: — → Закрыта')
  })

  it('has words for every step that the core records', () => {
    const core = join(import.meta.dirname, '../../src/core')
    const files = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
    const recorded = files.flatMap((name) =>
      [...readFileSync(join(core, name), 'utf8').matchAll(/\brecord\(\s*[\w.]+,\s*\w+,\s*(?:\{[^}]*\}|[\w.]+),\s*'([a-z-]+)'/g)].map(
        (match) => match[1]!,
      ),
    )
    expect(recorded.length).toBeGreaterThan(10)
    expect(recorded.filter((action) => !knownActions.includes(action))).toEqual([])
  })
})

describe('what the customer told', () => {
  it('is in words when it was a button, and as it was typed otherwise', () => {
    expect(factValue('refund', t)).toBe('вернуть деньги')
    expect(factValue('Хочу извинений', t)).toBe('Хочу извинений')
  })

  it('the reasons of a priority are no codes', () => {
    expect(
      ['risk:court', 'severity:3', 'urgency:1', 'importance:key', 'kind:question', 'new:thing'].map((code) => whyWord(code, t)),
    ).toEqual(['грозит судом', 'тяжёлый ущерб', 'не терпит долго', 'Ключевой клиент', 'это не жалоба, поэтому ниже', 'другая причина'])
  })
})

describe('an address in a message', () => {
  const links = (text: string): string[] => splitLinks(text).flatMap(({ part, isLink }) => (isLink ? [part] : []))

  it('is a link, without the sign that ends the sentence', () => {
    expect(links('Ход дела: http://127.0.0.1:8391/status/33j-_x. Спасибо')).toEqual(['http://127.0.0.1:8391/status/33j-_x'])
    expect(links('进度查询：https://example.com/a。谢谢')).toEqual(['https://example.com/a'])
    expect(links('(https://a.example/b?c=d) и https://e.example!')).toEqual(['https://a.example/b?c=d', 'https://e.example'])
  })

  it('is never anything that runs, and no letter of the text is lost', () => {
    expect(links('javascript:alert(1) data:text/html,x file:///etc')).toEqual([])
    fc.assert(
      fc.property(
        fc.string(),
        (text) =>
          splitLinks(text)
            .map(({ part }) => part)
            .join('') === text,
      ),
    )
  })
})

describe('finding', () => {
  it('a number is read with and without its sign', () => {
    expect(['100013', '№ 100013', 'No. 100013', '单号 100 013', '#100013'].map(readNumber)).toEqual(Array(5).fill('100013'))
    expect(['12', 'заказ 100013', '000123', ''].map(readNumber)).toEqual([null, null, null, null])
  })

  it('words typed in the wrong layout are understood', () => {
    expect(swapLayout('щкдщм')).toBe('orlov')
    expect(swapLayout('ghbdtn')).toBe('привет')
    expect(fuzzy('Orlov Ivan', 'щкдщм')).toBeGreaterThan(0)
    expect(fuzzy('Анна Кузнецова', 'repytw')).toBeGreaterThan(0)
  })

  it('every word must fit; a Chinese one may stand anywhere', () => {
    expect(fuzzy('Анна Кузнецова', 'анна орлов')).toBe(0)
    expect(fuzzy('打开投诉台账', '台账')).toBeGreaterThan(0)
    expect(fuzzy('Пётр Королёв', 'королев')).toBe(1)
  })

  it('filters that make no sense are dropped from the address', () => {
    expect(readJournalSearch({ q: 123, status: 'new', kind: 'tiger', page: 'x' })).toEqual({ q: '123', status: 'new' })
  })
})

describe('the feed', () => {
  const { conversations } = seedDesk()
  const [first, second, third] = conversations

  it('keeps its order under the pointer, shows what changed in place and counts what came', () => {
    const changed = { ...second!, lastPreview: 'new words' }
    const held = holdOrder([first!, second!], [third!, changed])
    expect(held.rows.map((row) => row.id)).toEqual([first!.id, second!.id])
    expect(held.rows[1]?.lastPreview).toBe('new words')
    expect(held.fresh).toBe(1)
  })

  it('the most urgent is the first that no colleague holds', () => {
    const held = { ...first!, holder: { kind: 'operator', id: 7, name: 'X' } as const }
    expect(mostUrgent([held, second!], 1)?.id).toBe(second!.id)
    expect(mostUrgent([held], 7)?.id).toBe(held.id)
    expect(mostUrgent([held], 1)).toBeUndefined()
  })
})

describe('putting off', () => {
  const now = new Date(2026, 10, 30, 23, 59, 30).getTime()

  it('tomorrow morning is nine o’clock of the next day, also over the end of a month', () => {
    expect(tomorrowMorning(now)).toEqual(new Date(2026, 11, 1, 9, 0))
  })

  it('three hours later is a whole minute', () => {
    expect(inThreeHours(now)).toEqual(new Date(2026, 11, 1, 3, 0))
  })

  it('a moment is given to the date field as local time', () => {
    expect(toLocalInput(new Date(2026, 0, 5, 7, 3))).toBe('2026-01-05T07:03')
  })
})

describe('the letters that stand for a person', () => {
  it('are two initials, or one Chinese character', () => {
    expect([initialsOf('Иван Орлов'), initialsOf('陈静'), initialsOf('Cher'), initialsOf('')]).toEqual(['ИО', '陈', 'C', '?'])
  })
})
