/** A message as the desk's gateway contract gives it (src/channels/api/README.md). */
export type GotMessage = {
  readonly id: number
  readonly conversation: string
  readonly to: string
  readonly text: string
  readonly choices: readonly { readonly value: string; readonly title: string }[]
  readonly language: string
  readonly author: { readonly kind: string; readonly name: string | null }
  readonly complaint: { readonly number: string; readonly statusUrl: string } | null
  readonly sms?: { readonly encoding: string; readonly parts: number }
}

/** What keeps a body from being one; none when it is. */
export function problemsOf(body: unknown): readonly string[] {
  if (!isRecord(body)) return ['the body is no object']
  const checks: readonly (readonly [string, boolean])[] = [
    ['type', body.type === 'message'],
    ['id', Number.isSafeInteger(body.id)],
    ['conversation', isFilled(body.conversation)],
    ['to', isFilled(body.to)],
    ['text', typeof body.text === 'string'],
    ['files', Array.isArray(body.files)],
    ['choices', Array.isArray(body.choices) && body.choices.every((one) => isRecord(one) && isFilled(one.value) && isFilled(one.title))],
    ['language', isFilled(body.language)],
    ['author', isRecord(body.author) && isFilled(body.author.kind)],
    ['complaint', body.complaint === null || (isRecord(body.complaint) && isFilled(body.complaint.number))],
  ]
  const names = new Set([...checks.map(([name]) => name), 'sms'])
  return [
    ...checks.filter(([, isRight]) => !isRight).map(([name]) => `${name} is missing or wrong`),
    ...Object.keys(body)
      .filter((name) => !names.has(name))
      .map((name) => `${name} is unknown`),
  ]
}

export const isMessage = (body: unknown): body is GotMessage => problemsOf(body).length === 0

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isFilled = (value: unknown): boolean => typeof value === 'string' && value !== ''
