export type RateLimit = {
  /** Takes one; 0 when there was one, else how long until there is. */
  take(key: string): number
}

/** A token bucket a key. Memory is bounded: buckets that are full again are forgotten first, then those not used for longest. */
export function openRateLimit({ perMinute, burst, maxKeys = 20_000, now }: RateLimitOptions): RateLimit {
  const buckets = new Map<string, Bucket>()
  const perMs = perMinute / 60_000
  return {
    take(key) {
      const at = now()
      const old = buckets.get(key)
      const level = old ? Math.min(burst, old.level + Math.max(0, at - old.at) * perMs) : burst
      buckets.delete(key)
      buckets.set(key, { level: level >= 1 ? level - 1 : level, at })
      forgetOldest(buckets, maxKeys, at - burst / perMs)
      return level >= 1 ? 0 : Math.ceil((1 - level) / perMs)
    },
  }
}

export type RateLimitOptions = {
  readonly perMinute: number
  readonly burst: number
  readonly maxKeys?: number
  /** Milliseconds. */
  readonly now: () => number
}
type Bucket = { readonly level: number; readonly at: number }

/** A Map keeps the order of insertion, and every use inserts anew: the first is the one not used for longest. */
function forgetOldest(buckets: Map<string, Bucket>, maxKeys: number, fullSince: number): void {
  for (const [key, { at }] of buckets) {
    if (at >= fullSince && buckets.size <= maxKeys) return
    buckets.delete(key)
  }
}
