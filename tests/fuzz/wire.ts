import { expect } from 'vitest'

export type Answer = { readonly status: number; readonly body: unknown; readonly text: string }

/** Sends anything to the desk. Whatever it answers is no failure of its own, is JSON, says what to do, and tells nothing of its inside. */
export async function send(url: string, request: RequestInit): Promise<Answer> {
  const answer = await fetch(url, { ...request, redirect: 'manual', signal: AbortSignal.timeout(30_000) })
  const text = await answer.text()
  const what = `${request.method ?? 'GET'} ${url.slice(0, 200)}: ${answer.status} ${text.slice(0, 300)}`
  expect(answer.status, what).toBeLessThan(500)
  expect(text, what).not.toMatch(/node_modules|\.(?:js|ts):\d+|at \w+ \(|postgres|syntax error|relation "/)
  const body: unknown = JSON.parse(text)
  if (answer.status >= 400) {
    expect(body, what).toMatchObject({ error: { code: expect.any(String), message: expect.any(String), fix: expect.any(String) } })
  }
  return { status: answer.status, body, text }
}

/** Works through `count` rounds, a few at a time. */
export async function inParallel(count: number, work: (index: number) => Promise<void>, lanes = 6): Promise<void> {
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
