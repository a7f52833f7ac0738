import type { ComplaintMark, MessageActivity } from '../direct-line/activity'
import { parseJson, parseWebUrl, toList, toRecord, toText } from '../direct-line/parse'
import type { KeyValue } from '../shared/key-value'

/** The numbers this browser has been given, newest first, so that an earlier one can be looked up after a new conversation. */
export class KnownComplaints {
  readonly #store: KeyValue
  #marks: ComplaintMark[]

  constructor(store: KeyValue) {
    this.#store = store
    this.#marks = toList(parseJson(store.get(key) ?? '')).flatMap(parseMark)
  }

  list(): readonly ComplaintMark[] {
    return this.#marks
  }

  learn(messages: readonly MessageActivity[]): void {
    const before = JSON.stringify(this.#marks)
    for (const { complaint } of messages) {
      if (complaint?.statusUrl) this.#marks = [complaint, ...this.#marks.filter((mark) => mark.number !== complaint.number)].slice(0, 10)
    }
    const after = JSON.stringify(this.#marks)
    if (after !== before) this.#store.set(key, after)
  }
}

const key = 'complaints'

function parseMark(raw: unknown): ComplaintMark[] {
  const mark = toRecord(raw)
  const [number, statusUrl] = [toText(mark.number), parseWebUrl(mark.statusUrl)]
  return number && statusUrl ? [{ number, statusUrl }] : []
}
