import type { FlowEvent } from '../../src/core/model/flow.js'
import { type Kind, kinds, type Language, languages, type Reading } from '../../src/core/model/reading.js'
import { openFlows } from '../../src/flows/open-flows.js'
import { openWords } from '../../src/templates/say.js'
import { Desk, plainReading } from './desk.js'

/**
 * A transcript reads as a conversation:
 *
 *   # its title
 *   with    ru telegram name=Мария contact        who writes, and where
 *   person  Мне привезли разбитый телефон         [Title] presses a button, (1 file) attaches
 *   reads   complaint delivery.damage             how the message was read; `none` when the line is left out
 *   effect  register complaint delivery.damage    what must follow, in order and nothing else
 *   bot     …
 *
 * Other happenings: `silence`, `later 40` (minutes), `finished № 1 satisfied`, `closed № 1`, `returned`, `operator` (takes the conversation).
 */
export type Transcript = { readonly title: string; readonly lines: readonly string[] }

export function readTranscripts(text: string): Transcript[] {
  return text
    .split(/^# /mu)
    .slice(1)
    .map((part) => {
      const [title = '', ...lines] = part.split('\n')
      return { title: title.trim(), lines: lines.map((line) => line.trimEnd()).filter((line) => line !== '') }
    })
}

const flows = openFlows()
const words = openWords()

/** Plays the happenings of a transcript. Answers the whole transcript as it really went. */
export function play({ lines }: Transcript): string[] {
  const played: string[] = []
  let desk = new Desk({ flows, words, language: 'ru' })
  for (const [at, line] of lines.entries()) {
    const [what = '', ...rest] = line.split(/\s+/u)
    const text = line.slice(what.length).trim()
    if (what === 'with') desk = openDesk(rest)
    if (!happenings.has(what)) continue
    played.push(line)
    if (what === 'person') {
      const reads = lines[at + 1]?.startsWith('reads') ? lines[at + 1] : undefined
      if (reads) played.push(reads)
      played.push(...desk.tell(toSaid(desk, text, reads?.slice('reads'.length).trim() ?? 'none')))
    }
    if (what === 'later') desk.now += Number(rest[0]) * 60_000
    if (what === 'silence') played.push(...beSilent(desk))
    if (what === 'operator') desk.holder = 'operator'
    if (what === 'closed') close(desk, text, 'closed')
    if (what === 'finished') {
      const complaint = close(desk, text, 'resolved')
      desk.holder = desk.complaints.some((one) => one.isOpen) ? 'queue' : 'flow'
      played.push(...desk.tell({ type: 'finished', complaint, result: rest.at(-1) ?? '' }))
    }
    if (what === 'returned') {
      desk.holder = 'flow'
      played.push(...desk.tell({ type: 'returned' }))
    }
  }
  return played
}

const happenings = new Set(['with', 'person', 'later', 'silence', 'operator', 'closed', 'finished', 'returned'])

function openDesk(settings: readonly string[]): Desk {
  const [language, channel] = settings
  const found = languages.find((one) => one === language)
  if (!found || !channel) throw new Error(`«with ${settings.join(' ')}» must begin with a language and a channel`)
  const name = settings.find((one) => one.startsWith('name='))?.slice('name='.length) ?? null
  return new Desk({ flows, words, language: found satisfies Language, channel, name, hasContact: settings.includes('contact') })
}

function toSaid(desk: Desk, line: string, reads: string): FlowEvent {
  const files = line.match(/\((\d+) files?\)$/u)
  const text = line.replace(/\s*\(\d+ files?\)$/u, '')
  const title = text.match(/^\[(.+)\]$/u)?.[1]
  const choice = [...desk.lastChoices, ...desk.pastChoices].find((one) => one.title === title)
  if (title !== undefined && !choice) throw new Error(`there is no button [${title}], only ${desk.lastChoices.map((one) => one.title)}`)
  return {
    type: 'said',
    text: title ?? numbered(desk, text),
    button: choice?.value ?? null,
    fileCount: Number(files?.[1] ?? 0),
    reading: toReading(reads),
  }
}

/** «№ 1» in a customer's words stands for the real number. */
const numbered = (desk: Desk, text: string): string =>
  text.replace(/(№|No\.|单号) (\d)(?!\d)/u, (_, sign: string, nth: string) => `${sign} ${desk.complaints[Number(nth) - 1]?.ref ?? nth}`)

function toReading(reads: string): Reading {
  const [kind = 'none', ...flags] = reads.split(/\s+/u)
  const severity = ([1, 2, 3] as const).find((one) => flags.includes(`severity=${one}`)) ?? 0
  return {
    ...plainReading,
    kind: [...kinds, 'none' as const].find((one): one is Kind | 'none' => one === kind) ?? plainReading.kind,
    category: flags.find((flag) => flag.includes('.')) ?? 'other',
    isSure: !flags.includes('unsure'),
    isAnother: flags.includes('another'),
    isBare: flags.includes('bare'),
    wantsPerson: flags.includes('person'),
    severity,
  }
}

function beSilent(desk: Desk): string[] {
  if (!desk.state?.silenceAt) return ['nothing waits']
  desk.now = Date.parse(desk.state.silenceAt)
  return desk.tell({ type: 'silence' })
}

function close(desk: Desk, text: string, status: 'closed' | 'resolved'): string {
  const complaint = desk.complaints[Number(text.match(/\d+/u)?.[0]) - 1]
  if (!complaint) throw new Error(`«${text}» names no complaint`)
  Object.assign(complaint, { status, isOpen: false })
  return complaint.ref
}
