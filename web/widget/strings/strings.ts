import type { words as ru } from './ru'

/** Every word that the panel says. `{x}` stands for a value; a missing or superfluous key fails the type check. */
export type Strings = { readonly [key in Exclude<keyof typeof ru, 'topics' | 'rating'>]: string } & {
  /** Sent as they are, so each must read as what a customer would say. */
  readonly topics: readonly string[]
  /** The words for 1 to 5. */
  readonly rating: readonly [string, string, string, string, string]
}

/** Puts values into `{name}` places. Values are never read as templates. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}
