/** A small lasting memory of the page's origin. */
export interface KeyValue {
  get(key: string): string | null
  set(key: string, value: string): void
  remove(key: string): void
  keys(): string[]
}

/** localStorage under a prefix; where the browser refuses it (private window, blocked cookies, full), memory of this page. */
export function openKeyValue(prefix: string, storage: Storage | null = findStorage()): KeyValue {
  const memory = new Map<string, string>()
  return {
    get: (key) => memory.get(key) ?? attempt(() => storage?.getItem(prefix + key)) ?? null,
    set: (key, value) => {
      memory.delete(key)
      const isKept = attempt(() => {
        storage?.setItem(prefix + key, value)
        return storage !== null
      })
      if (!isKept) memory.set(key, value)
    },
    remove: (key) => {
      memory.delete(key)
      attempt(() => storage?.removeItem(prefix + key))
    },
    keys: () => [...memory.keys(), ...storedKeys(prefix, storage)],
  }
}

/** Every key of one brand's widget starts so. */
export const keyPrefix = (brand: string | undefined): string => `otklik:${brand ?? ''}:`

function storedKeys(prefix: string, storage: Storage | null): string[] {
  const keys = attempt(() => Object.keys(storage ?? {})) ?? []
  return keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length))
}

function findStorage(): Storage | null {
  return attempt(() => globalThis.localStorage) ?? null
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
