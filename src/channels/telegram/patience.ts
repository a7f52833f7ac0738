/**
 * Runs with a signal that ends after `ms` or with `signal`. By hand, because AbortSignal.any leaves something behind on a signal that lives
 * as long as a listener does: https://github.com/nodejs/node/issues/54614
 */
export async function withPatience<Result>(
  ms: number,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const either = new AbortController()
  const abort = () => either.abort()
  const timer = setTimeout(abort, ms)
  signal.addEventListener('abort', abort, { once: true })
  if (signal.aborted) abort()
  try {
    return await run(either.signal)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
  }
}
