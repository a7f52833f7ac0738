/**
 * Collects what arrives in one turn of the event loop or while the last batch runs, and runs it as the next: no timer, one batch in
 * flight, N = 1 when it is quiet.
 * A fixed cost per statement and commit is what a busy path pays, so a batch of ten costs little more than one.
 */
export interface Batches<Item, Answer> {
  add(item: Item): Promise<Answer>
  /** Resolves when nothing runs and nothing waits. */
  drain(): Promise<void>
}

type Waiting<Item, Answer> = { readonly item: Item; readonly resolve: (answer: Answer) => void; readonly reject: (reason: unknown) => void }

export function openBatches<Item, Answer>(
  limit: number,
  run: (items: readonly Item[]) => Promise<readonly Answer[]>,
): Batches<Item, Answer> {
  const waiting: Waiting<Item, Answer>[] = []
  let running: Promise<void> | null = null

  const loop = async (): Promise<void> => {
    await endOfTurn()
    while (waiting.length > 0) {
      const batch = waiting.splice(0, limit)
      try {
        const answers = await run(batch.map(({ item }) => item))
        for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Answer)
      } catch (reason) {
        for (const { reject } of batch) reject(reason)
      }
    }
    running = null
  }

  return {
    add: (item) =>
      new Promise<Answer>((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        running ??= loop()
      }),
    drain: async () => {
      while (running) await running
    },
  }
}

/** Like `openBatches` for things that only need a turn: the same key waiting twice is one turn, and nobody waits for the answer. */
export function openTurns<Item>(
  limit: number,
  keyOf: (item: Item) => string,
  run: (items: readonly Item[]) => Promise<void>,
  failed: (reason: unknown) => void,
) {
  const waiting = new Map<string, Item>()
  let running: Promise<void> | null = null

  const loop = async (): Promise<void> => {
    await endOfTurn()
    while (waiting.size > 0) {
      const batch = [...waiting].slice(0, limit)
      for (const [key] of batch) waiting.delete(key)
      await run(batch.map(([, item]) => item)).catch(failed)
    }
    running = null
  }

  return {
    nudge(item: Item): void {
      waiting.set(keyOf(item), item)
      running ??= loop()
    },
    async drain(): Promise<void> {
      while (running) await running
    },
  }
}

const endOfTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
