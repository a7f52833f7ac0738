/** What this room writes to: ids and facts, never what people wrote. pino's logger is one. */
export interface StorageLog {
  debug(facts: object, text: string): void
  info(facts: object, text: string): void
  warn(facts: object, text: string): void
  error(facts: object, text: string): void
}
