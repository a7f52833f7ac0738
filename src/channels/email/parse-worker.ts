import { parentPort } from 'node:worker_threads'
import type { InboundEvent } from '../../core/model/event.js'
import { type Mailroom, parseLetter, readPart } from './parse-letter.js'
import type { ReaderName } from './parse-mime.js'

/** What the worker is asked, and what it says. It says `ready` once, first. */
export type WorkerTask =
  | { readonly task: 'parse'; readonly raw: Uint8Array; readonly reader: ReaderName; readonly mailroom: Mailroom }
  | { readonly task: 'part'; readonly raw: Uint8Array; readonly part: string }
export type WorkerAnswer =
  | { readonly answer: 'ready' }
  | { readonly answer: 'events'; readonly events: readonly InboundEvent[] }
  | { readonly answer: 'bytes'; readonly bytes: Uint8Array | null }
  | { readonly answer: 'failed'; readonly reason: string }

const say = (answer: WorkerAnswer): void => parentPort?.postMessage(answer)

async function work(task: WorkerTask): Promise<WorkerAnswer> {
  try {
    if (task.task === 'part') return { answer: 'bytes', bytes: await readPart(task.raw, task.part) }
    return { answer: 'events', events: await parseLetter(task.raw, task.reader, task.mailroom) }
  } catch (reason) {
    return { answer: 'failed', reason: reason instanceof Error ? reason.message.slice(0, 200) : 'unknown' }
  }
}

parentPort?.on('message', (task: WorkerTask) => void work(task).then(say))
// Loaded before the clock of the first letter runs.
await Promise.all([import('mailparser'), import('postal-mime')])
say({ answer: 'ready' })
