import type { Ask } from '../direct-line/activity'
import type { FailureReason } from '../direct-line/outgoing'
import type { words as ru } from './ru'

/** Every word that the panel says. `{x}` stands for a value; a missing or superfluous key fails the type check. */
export type Strings = { readonly [key in Exclude<keyof typeof ru, 'topics' | 'rating' | 'asks' | 'reasons'>]: string } & {
  /** Sent as they are, so each must read as what a customer would say. */
  readonly topics: readonly string[]
  /** In the empty field, when the desk asks for just that. */
  readonly asks: { readonly [ask in Ask]?: string }
  /** Why a message was not sent, and what to do. */
  readonly reasons: { readonly [reason in FailureReason]: string }
  /** The words for 1 to 5. */
  readonly rating: readonly [string, string, string, string, string]
}

/** Puts values into `{name}` places. Values are never read as templates. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}
