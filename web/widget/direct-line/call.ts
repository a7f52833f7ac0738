import { Fault, toFault } from './fault'
import type { Pace } from './pace'
import type { Wire, WireRequest } from './wire'

export type CallRequest = Omit<WireRequest, 'signal'> & { signal?: AbortSignal }

/** One call to the desk: the body of a 2xx answer, or a Fault. An upload lives as long as it makes progress. */
export async function call(wire: Wire, pace: Pace, request: CallRequest): Promise<unknown> {
  const abort = new AbortController()
  const giveUp = () => abort.abort()
  let timer = setTimeout(giveUp, pace.answerMs)
  request.signal?.addEventListener('abort', giveUp)
  const onProgress = (part: number) => {
    clearTimeout(timer)
    timer = setTimeout(giveUp, pace.answerMs)
    request.onProgress?.(part)
  }
  try {
    const answer = await wire.request({ ...request, signal: abort.signal, onProgress }).catch(() => {
      throw new Fault('unreachable')
    })
    if (answer.status < 200 || answer.status > 299) throw toFault(answer)
    return answer.body
  } finally {
    clearTimeout(timer)
    request.signal?.removeEventListener('abort', giveUp)
  }
}
