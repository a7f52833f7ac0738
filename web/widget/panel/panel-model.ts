import type { Choice, ComplaintMark } from '../direct-line/activity'
import type { Client, ClientState } from '../direct-line/client'
import type { KeyValue } from '../shared/key-value'
import type { Language } from '../shared/language'
import type { Settings } from '../shared/settings'
import type { Strings } from '../strings/strings'
import { checkFiles, textLimit } from './check-files'
import { KnownComplaints } from './known-complaints'

export type PanelModelOptions = {
  client: Client
  store: KeyValue
  settings: Settings
  language: Language
  words: Strings
  onChange: () => void
}

/** What the panel shows and what a customer can do in it, without a single element. */
export class PanelModel {
  readonly #options: PanelModelOptions
  isOpen = false
  isOnline = true
  text: string
  files: File[] = []
  problems: string[] = []
  readonly #complaints: KnownComplaints

  constructor(options: PanelModelOptions) {
    this.#options = options
    this.text = options.store.get(draftKey) ?? ''
    this.#complaints = new KnownComplaints(options.store)
  }

  get settings(): Settings {
    return this.#options.settings
  }

  get state(): ClientState {
    return this.#options.client.state
  }

  get language(): Language {
    return this.#options.language
  }

  get words(): Strings {
    return this.#options.words
  }

  get brandName(): string | undefined {
    return this.settings.title ?? this.state.brand.name
  }

  /** The complaint that this conversation spoke of last. */
  get complaint(): ComplaintMark | undefined {
    return this.state.messages.findLast((message) => message.complaint)?.complaint
  }

  get knownComplaints(): readonly ComplaintMark[] {
    return this.#complaints.list()
  }

  get isBlank(): boolean {
    const { messages, outgoing, phase } = this.state
    return !messages.length && !outgoing.length && phase !== 'ended' && !this.isLoading
  }

  get isLoading(): boolean {
    return this.#options.client.hasPast && !this.state.hasHistory && this.state.phase === 'connecting' && !this.state.outgoing.length
  }

  get canGoBack(): boolean {
    return this.#options.client.hasLeft
  }

  get canSend(): boolean {
    return (this.text.trim() !== '' || this.files.length > 0) && !this.isTooLong
  }

  /** In characters, as the desk counts. */
  get textLength(): number {
    return this.text.length > textLimit ? [...this.text].length : this.text.length
  }

  get isTooLong(): boolean {
    return this.textLength > textLimit
  }

  /** Messages of others since the customer last looked. */
  get unread(): number {
    const { messages } = this.state
    const seen = messages.findLastIndex((message) => message.id === this.#options.store.get(seenKey))
    return messages.slice(seen + 1).filter((message) => message.author.kind !== 'person').length
  }

  setLanguage(language: Language, words: Strings): void {
    Object.assign(this.#options, { language, words })
    this.#options.onChange()
  }

  /** To be called when the client's state has changed. */
  follow(isLookedAt: boolean): void {
    this.#complaints.learn(this.state.messages)
    const last = this.state.messages.at(-1)
    if (this.isOpen && isLookedAt && last) this.#options.store.set(seenKey, last.id)
  }

  write(text: string): void {
    this.text = text
    this.#options.store.set(draftKey, text)
    if (text && this.state.phase === 'idle') this.#options.client.connect()
    this.#options.onChange()
  }

  addFiles(added: readonly File[]): void {
    if (!added.length) return
    const { files, problems } = checkFiles(this.files, added, this.words)
    this.files = files
    this.problems = problems
    if (this.state.phase === 'idle') this.#options.client.connect()
    this.#options.onChange()
  }

  removeFile(file: File): void {
    this.files = this.files.filter((one) => one !== file)
    this.problems = []
    this.#options.onChange()
  }

  async send(): Promise<void> {
    if (!this.canSend) return
    const [text, files] = [this.text.trim(), this.files]
    this.#clearDraft()
    await this.#post(text, files)
  }

  /** Words that stand on a button, sent as if they were written. */
  async say(text: string): Promise<void> {
    await this.#post(text, [])
  }

  async choose(choice: Choice): Promise<void> {
    const isPostBack = choice.type === 'postBack'
    await this.#options.client.send({
      text: isPostBack ? choice.title : choice.value,
      files: [],
      ...(isPostBack && { value: choice.value }),
    })
  }

  retry(id: string): void {
    this.#options.client.retry(id)
  }

  /** The message goes back into the field, before what stands there. */
  async edit(id: string): Promise<void> {
    const taken = await this.#options.client.takeBack(id)
    if (!taken) return
    this.files = [...taken.files, ...this.files]
    this.write([taken.text, this.text].filter(Boolean).join('\n'))
  }

  startOver(): void {
    this.#options.client.startOver()
  }

  goBack(): void {
    this.#options.client.goBack()
  }

  async #post(text: string, files: File[]): Promise<void> {
    const notes = files.map((file) => ({ name: file.name, size: file.size, contentType: file.type }))
    await this.#options.client.send({ text, files: notes }, files)
  }

  #clearDraft(): void {
    this.text = ''
    this.files = []
    this.problems = []
    this.#options.store.remove(draftKey)
  }
}

const draftKey = 'draft'
const seenKey = 'seen'
