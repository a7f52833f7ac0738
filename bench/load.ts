import { setTimeout } from 'node:timers/promises'
import type { Complain, Subject } from './subjects.js'

/** How long before they write customers open the chat. */
const aheadMs = 1_000

/** New complaints at an even pace, whether or not those before are done. Answers how long each waited, in ms. */
export async function atRate({ prepare }: Subject, perSecond: number, seconds: number): Promise<number[]> {
  const waits: Promise<number>[] = []
  const start = performance.now() + aheadMs
  for (let index = 0; index < perSecond * seconds; index++) {
    const at = start + (index * 1_000) / perSecond
    await setTimeout(Math.max(0, at - aheadMs - performance.now()))
    waits.push(one(prepare(), at))
  }
  return Promise.all(waits)
}

async function one(preparing: Promise<Complain>, at: number): Promise<number> {
  const customer = await preparing
  await setTimeout(Math.max(0, at - performance.now()))
  const began = performance.now()
  await customer.complain()
  const waited = performance.now() - began
  customer.leave()
  return waited
}

/** `total` complaints by so many customers at once, each following the one before. Answers complaints a second. */
export async function atOnce({ prepare }: Subject, connections: number, total: number): Promise<number> {
  const ready: Complain[] = []
  for (let index = 0; index < total; index += connections) {
    ready.push(...(await Promise.all(Array.from({ length: Math.min(connections, total - index) }, () => prepare()))))
  }
  const began = performance.now()
  const waiting = [...ready]
  const worker = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await next.complain()
  }
  await Promise.all(Array.from({ length: connections }, worker))
  const perSecond = (total * 1_000) / (performance.now() - began)
  for (const customer of ready) customer.leave()
  return perSecond
}

/** One call after another; ms each. */
export async function inTurn(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const waits: number[] = []
  for (let index = 0; index < times; index++) {
    const began = performance.now()
    await work()
    waits.push(performance.now() - began)
  }
  return waits
}
