/** Conditions with their values, collected one by one: every `?` of a text stands for the next value given with it. */
export interface Where {
  add(text: string, ...values: readonly unknown[]): void
  /** ` where … and …`, or nothing. */
  readonly sql: string
  readonly values: readonly unknown[]
  /** A further value, for what comes after the conditions; answers its placeholder. */
  bind(value: unknown): string
}

export function openWhere(): Where {
  const texts: string[] = []
  const values: unknown[] = []
  const bind = (value: unknown): string => `$${values.push(value)}`
  return {
    add(text, ...given) {
      const rest = [...given]
      texts.push(text.replaceAll('?', () => bind(rest.shift())))
    },
    get sql() {
      return texts.length === 0 ? '' : ` where ${texts.map((text) => `(${text})`).join(' and ')}`
    },
    values,
    bind,
  }
}

/** A pattern of `ilike` that finds these characters anywhere. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
