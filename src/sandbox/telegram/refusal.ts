/** What the Bot API answers instead of a result: https://core.telegram.org/bots/api#making-requests */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly description: string,
    /** https://core.telegram.org/bots/api#responseparameters */
    readonly parameters: { readonly retry_after?: number; readonly migrate_to_chat_id?: number } | null = null,
  ) {
    super(description)
  }
}

export const badRequest = (what: string): Refusal => new Refusal(400, `Bad Request: ${what}`)

export const toErrorBody = ({ status, description, parameters }: Refusal) => ({
  ok: false,
  error_code: status,
  description,
  ...(parameters && { parameters }),
})

/** https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this; without `retryAfterSeconds` as a proxy in between answers. */
export const tooManyRequests = (retryAfterSeconds: number | null): Refusal =>
  retryAfterSeconds === null
    ? new Refusal(429, 'Too Many Requests')
    : new Refusal(429, `Too Many Requests: retry after ${retryAfterSeconds}`, { retry_after: retryAfterSeconds })
