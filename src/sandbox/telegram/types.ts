import type { Args } from './body.js'

/** https://core.telegram.org/bots/api#update: exactly one kind beside its id. */
export type Update = { readonly update_id: number; readonly [kind: string]: unknown }

/** https://core.telegram.org/bots/api#user */
export type User = {
  readonly id: number
  readonly is_bot: boolean
  readonly first_name: string
  readonly last_name?: string
  readonly username?: string
  readonly language_code?: string
}

/** https://core.telegram.org/bots/api#message, as a chat's members see it. */
export type SeenMessage = { readonly message_id: number; readonly from: User; readonly date: number; readonly [field: string]: unknown }

/** One call of the bot, as it was asked. */
export type Asked = { readonly method: string; readonly args: Args; readonly at: number }

export type Clock = () => number
