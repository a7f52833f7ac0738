import { Worker } from 'node:worker_threads'
import type { WorkerAnswer, WorkerTask } from './parse-worker.js'

/** What a letter may cost one reader. */
const limits = { ms: 3_000, megabytes: 512, startMs: 30_000 }

export interface Runner {
  /** One task at a time, in the order they came. Never rejects: what broke, hung or ate too much is `failed`. */
  run(task: WorkerTask): Promise<WorkerAnswer>
  close(): Promise<void>
}

/**
 * A warm thread of its own for what strangers write. A task over its limit costs the thread its life and the next one gets a new thread. The
 * time counts from the moment that the thread works on it.
 */
export function openRunner(limitMs = limits.ms): Runner {
  let worker: Promise<Worker> | null = null
  let last: Promise<unknown> = Promise.resolve()
  let isClosed = false

  async function once(task: WorkerTask): Promise<WorkerAnswer> {
    if (isClosed) return { answer: 'failed', reason: 'the channel is closed' }
    worker ??= start()
    let thread: Worker
    try {
      thread = await worker
    } catch (reason) {
      worker = null
      return { answer: 'failed', reason: `the parser did not start: ${reason instanceof Error ? reason.message : 'unknown'}` }
    }
    const answer = await ask(thread, task, limitMs)
    if (answer !== null) return answer.answer === 'failed' && answer.isDead ? drop(thread, answer.reason) : answer
    return drop(thread, `not read within ${limitMs} ms`)
  }

  async function drop(thread: Worker, reason: string): Promise<WorkerAnswer> {
    worker = null
    await thread.terminate()
    return { answer: 'failed', reason }
  }

  return {
    run(task) {
      const turn = last.then(() => once(task))
      last = turn
      return turn
    },
    async close() {
      isClosed = true
      const thread = await worker?.catch(() => null)
      await thread?.terminate()
      worker = null
    },
  }
}

type Heard = Exclude<WorkerAnswer, { answer: 'failed' }> | { readonly answer: 'failed'; readonly reason: string; readonly isDead: boolean }

/** null when the time is over. */
function ask(thread: Worker, task: WorkerTask, limitMs: number): Promise<Heard | null> {
  return new Promise((resolve) => {
    const hear = (answer: WorkerAnswer) => finish(answer.answer === 'failed' ? { ...answer, isDead: false } : answer)
    const die = (reason: unknown) =>
      finish({ answer: 'failed', reason: reason instanceof Error ? reason.message : 'the parser ended', isDead: true })
    const timer = setTimeout(() => finish(null), limitMs)
    const finish = (answer: Heard | null) => {
      clearTimeout(timer)
      thread.off('message', hear).off('error', die).off('exit', die)
      thread.unref()
      resolve(answer)
    }
    thread.ref()
    thread.on('message', hear).on('error', die).on('exit', die)
    thread.postMessage(task)
  })
}

function start(): Promise<Worker> {
  const thread = open()
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      void thread.terminate()
      reject(new Error('no answer'))
    }, limits.startMs)
    thread.once('error', reject)
    thread.once('message', () => {
      clearTimeout(timer)
      thread.off('error', reject)
      // What it dies of between two tasks is nobody's business.
      thread.on('error', () => undefined)
      resolve(thread)
    })
  })
}

/** From dist it is JavaScript; from the sources (tests, npm run dev) tsx has to read it, and only registers itself in the main thread. */
function open(): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: limits.megabytes }
  if (import.meta.url.endsWith('.js')) return new Worker(new URL('./parse-worker.js', import.meta.url), { resourceLimits })
  const entry = JSON.stringify(new URL('./parse-worker.ts', import.meta.url).href)
  const code = `import('tsx/esm/api').then(({ register }) => { register(); return import(${entry}) })`
  return new Worker(code, { eval: true, resourceLimits })
}
