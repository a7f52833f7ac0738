import { setTimeout } from 'node:timers/promises'

/** Resolves when the condition holds; asks every 20 ms, fails after `patienceMs` with what was waited for. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, patienceMs = 10_000): Promise<void> {
  for (const giveUpAt = Date.now() + patienceMs; !(await holds()); ) {
    if (Date.now() > giveUpAt) throw new Error(`waited ${patienceMs} ms in vain until ${what}`)
    await setTimeout(20)
  }
}
