/**
 * Where a process can be made to die on the way of a message, by the hop it belongs to. Each point is passed at one place in src and
 * killed at by tests/crash.
 */
export const faultPoints = {
  accept: ['raw.insert', 'raw.commit'],
  parse: ['parse'],
  handle: ['handle.locked'],
  step: ['flow.step'],
  apply: ['effects.written', 'effects.commit'],
  dispatch: ['outbox.claimed'],
  send: ['send.before', 'send.accepted'],
  settle: ['settle.before', 'settle.commit'],
} as const

export type Hop = keyof typeof faultPoints
export type FaultPoint = (typeof faultPoints)[Hop][number]

/** `OTKLIK_FAULT=<point>:<nth>` kills this process, without a last word, at the nth passage of the point. Unset, passing costs a comparison. */
const [armed, nth = '1'] = (process.env.OTKLIK_FAULT ?? '').split(':')
let passagesLeft = Number(nth)

export function fault(point: FaultPoint): void {
  if (point !== armed) return
  passagesLeft -= 1
  if (passagesLeft === 0) process.kill(process.pid, 'SIGKILL')
}
