import type { Effect } from '../../src/core/model/effect.js'
import type { Fact, FlowEvent, FlowState, KnownComplaint, World } from '../../src/core/model/flow.js'
import type { Language, Reading } from '../../src/core/model/reading.js'
import type { OpenFlows } from '../../src/flows/run.js'
import { step } from '../../src/flows/step.js'
import type { Words } from '../../src/templates/say.js'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
export type Complaint = Mutable<KnownComplaint> & { isAcknowledged: boolean }

export const plainReading: Reading = {
  language: 'ru',
  kind: 'none',
  isSure: true,
  category: 'other',
  severity: 0,
  urgency: 0,
  risks: [],
  isAnother: false,
  isBare: false,
  wantsPerson: false,
  why: [],
}

export const said = (text: string, reading: Partial<Reading> = {}, more: { button?: string; fileCount?: number } = {}): FlowEvent => ({
  type: 'said',
  text,
  button: more.button ?? null,
  fileCount: more.fileCount ?? 0,
  reading: { ...plainReading, ...reading },
})

export type Spoken = { readonly text: string; readonly choices: readonly { readonly value: string; readonly title: string }[] }

export type DeskOptions = {
  readonly flows: OpenFlows
  readonly words: Words
  readonly language: Language
  readonly channel?: string
  readonly name?: string | null
  readonly hasContact?: boolean
}

/** What is left of a desk when only flows and words are looked at: it does the effects of each step in memory, as the core does in the ledger. */
export class Desk {
  state: FlowState | null = null
  holder: World['holder'] = 'flow'
  now = Date.parse('2026-11-23T09:00:00.000Z')
  name: string | null
  hasContact: boolean
  readonly complaints: Complaint[] = []
  private isSuspecting = false
  lastChoices: Spoken['choices'] = []
  /** Buttons of earlier questions stay on the screen. */
  pastChoices: Spoken['choices'] = []

  constructor(private readonly options: DeskOptions) {
    this.name = options.name ?? null
    this.hasContact = options.hasContact ?? false
  }

  /** Sends one event through the flow. Answers what was done, as lines of a transcript. */
  tell(event: FlowEvent): string[] {
    const { state, effects } = step(this.options.flows, this.state, event, this.world(event))
    this.state = state
    const fresh = new Map<string, Complaint>()
    return effects.flatMap((effect) => this.apply(effect, fresh))
  }

  world(event: FlowEvent): World {
    const text = event.type === 'said' ? event.text : ''
    return {
      now: new Date(this.now).toISOString(),
      language: this.options.language,
      channel: this.options.channel ?? 'web',
      canButtons: true,
      holder: this.holder,
      person: { name: this.name, hasContact: this.hasContact, importance: 'normal' },
      isWorkingTime: true,
      complaints: this.complaints,
      mentioned: this.complaints.filter(({ ref }) => text.includes(ref)),
    }
  }

  /** № 1, № 2 …: the transcripts' names of the complaints. */
  nameOf(complaint: KnownComplaint | undefined): string {
    return complaint ? numberWords(this.options.language, this.complaints.findIndex(({ ref }) => ref === complaint.ref) + 1) : '?'
  }

  private apply(effect: Effect, fresh: Map<string, Complaint>): string[] {
    const named = 'complaint' in effect && effect.complaint !== null ? this.find(effect.complaint, fresh) : undefined
    if ('complaint' in effect && effect.complaint !== null && !named) throw new Error(`no complaint is called ${effect.complaint}`)
    switch (effect.type) {
      case 'register':
        return [this.register(effect, fresh)]
      case 'say':
        return [this.say(effect, named)]
      case 'hand-over':
        if (this.holder === 'flow') this.holder = 'queue'
        for (const complaint of this.complaints) if (complaint.status === 'with-bot') complaint.status = 'new'
        return [`effect  hand-over ${effect.reason}`]
      case 'person':
        this.name = effect.name ?? this.name
        this.hasContact ||= effect.contact !== null
        return [`effect  person${shown('name', effect.name)}${shown('contact', effect.contact)}`]
      case 'suspect':
        this.isSuspecting = true
        return ['effect  suspect']
      case 'dismiss':
        this.isSuspecting = false
        return ['effect  dismiss']
      case 'record':
        return [`effect  record ${this.nameOf(named)} ${effect.name}=${effect.value}`]
      case 'classify':
        if (named && effect.category) named.category = effect.category
        if (named && effect.kind) named.kind = effect.kind
        return [`effect  classify ${this.nameOf(named)}${shown('kind', effect.kind)}${shown('category', effect.category)}`]
      case 'assign':
        return [`effect  assign ${this.nameOf(named)}`]
      case 'verdict':
        if (named) Object.assign(named, effect.isSatisfied ? { status: 'closed', isOpen: false } : { status: 'returned', isOpen: true })
        return [`effect  verdict ${this.nameOf(named)} ${effect.isSatisfied ? 'yes' : 'no'}`]
      case 'rate':
        return [`effect  rate ${this.nameOf(named)} ${effect.rating}`]
    }
  }

  private find(ref: string, fresh: ReadonlyMap<string, Complaint>): Complaint | undefined {
    return fresh.get(ref) ?? this.complaints.find((complaint) => complaint.ref === ref)
  }

  private register(effect: Extract<Effect, { type: 'register' }>, fresh: Map<string, Complaint>): string {
    if (effect.from === 'suspicion' && !this.isSuspecting) throw new Error('nothing is suspected')
    if (effect.from === 'suspicion') this.isSuspecting = false
    const { kind, category, isSure } = effect
    const ref = String(100_010 + this.complaints.length)
    const complaint: Complaint = {
      ref,
      kind,
      category,
      status: this.holder === 'flow' ? 'with-bot' : 'new',
      isOpen: true,
      isAcknowledged: false,
    }
    this.complaints.push(complaint)
    fresh.set(effect.ref, complaint)
    return `effect  register ${kind} ${category}${isSure ? '' : ' unsure'}${effect.from ? ' from the suspicion' : ''}`
  }

  private say(effect: Extract<Effect, { type: 'say' }>, complaint: Complaint | undefined): string {
    const { words, language } = this.options
    const facts = { ...effect.facts, ...this.facts(complaint) }
    if (complaint && effect.key.startsWith('acknowledgement.')) complaint.isAcknowledged = true
    const choices = effect.choices.map((value) => ({ value, title: words.say(`${effect.key}.${value}`, language, facts) }))
    if (choices.length > 0) {
      this.pastChoices = [...this.lastChoices, ...this.pastChoices]
      this.lastChoices = choices
    }
    const text = words.say(effect.key, language, facts).replaceAll('\n', ' / ')
    return [`bot     ${text}`, ...choices.map(({ title }) => `[${title}]`)].join(' ')
  }

  private facts(complaint: Complaint | undefined): Record<string, Fact> {
    const common = { name: this.name, brand: '{brand}', isDemo: false, isWorkingTime: true }
    if (!complaint) return common
    return {
      ...common,
      number: this.nameOf(complaint),
      manager: '{manager}',
      contact: '{contact}',
      lastResort: '{last resort}',
      lastResortContact: '{their contact}',
      due: complaint.isOpen ? '{due}' : null,
      isAnother: this.complaints.length > 1,
      statusUrl: '{link}',
    }
  }
}

const numberWords = (language: Language, number: number): string =>
  ({ ru: `№ ${number}`, en: `No. ${number}`, zh: `单号 ${number}` })[language]
const shown = (name: string, value: string | null): string => (value === null ? '' : ` ${name}=${value}`)
