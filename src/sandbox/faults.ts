/** What a stand-in does wrong on purpose, instead of or after what it was asked. */
export type Fault =
  /** Answers this and does nothing. */
  | { readonly type: 'answer'; readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  /** Cuts the connection before, or after, it did what was asked. */
  | { readonly type: 'cut'; readonly when: 'before' | 'after' }
  /** Says nothing more and keeps the connection open, before or after it did what was asked. */
  | { readonly type: 'hang'; readonly when: 'before' | 'after' }
  | { readonly type: 'slow'; readonly ms: number }

export interface Faults {
  /** The next `times` calls of `method` (`*`: of any) fail so; faults of one method come in the order they were added. */
  add(method: string, fault: Fault, times?: number): void
  /** Uses one up. */
  take(method: string): Fault | null
  clear(): void
}

export function openFaults(): Faults {
  let waiting: { readonly method: string; readonly fault: Fault }[] = []
  return {
    add(method, fault, times = 1) {
      waiting.push(...Array.from({ length: times }, () => ({ method, fault })))
    },
    take(method) {
      const place = waiting.findIndex((one) => one.method === method || one.method === '*')
      return place < 0 ? null : (waiting.splice(place, 1)[0]?.fault ?? null)
    },
    clear() {
      waiting = []
    },
  }
}
