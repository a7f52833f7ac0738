import type { Pool } from 'pg'

export type SessionWatch = {
  /** See SignIn.onSessionClosed. */
  watch(sessionId: string, listener: () => void): () => void
  /** Looks at once; called after sessions were ended here, so that this process need not wait for its next look. */
  look(): Promise<void>
  close(): void
}

const lookEveryMs = 2_000

/**
 * Tells whoever holds a socket open that its sign-in has ended. It asks the ledger, because another process may have ended it, and because
 * a session also ends by age; only while somebody listens. While the ledger is away nothing is concluded.
 */
export function watchSessions(pool: Pool, everyMs: number = lookEveryMs): SessionWatch {
  const listeners = new Map<string, Set<() => void>>()
  let timer: NodeJS.Timeout | undefined

  const look = async () => {
    const watched = [...listeners.keys()]
    if (watched.length === 0) return
    const { rows } = await pool.query<{ id: string }>(openSessions, [watched])
    const open = new Set(rows.map(({ id }) => id))
    for (const sessionId of watched.filter((id) => !open.has(id))) {
      const ended = listeners.get(sessionId) ?? []
      listeners.delete(sessionId)
      for (const listener of ended) listener()
    }
    rest()
  }
  const rest = () => {
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
  return {
    look,
    watch(sessionId, listener) {
      const own = listeners.get(sessionId) ?? new Set()
      listeners.set(sessionId, own.add(listener))
      timer ??= setInterval(() => void look().catch(() => undefined), everyMs).unref()
      return () => {
        own.delete(listener)
        if (own.size === 0 && listeners.get(sessionId) === own) listeners.delete(sessionId)
        rest()
      }
    },
    close() {
      listeners.clear()
      rest()
    },
  }
}

const openSessions = `
  select sessions.id::text as id from staff.sessions join staff.sign_ins on sign_ins.id = sessions.staff_id
  where sessions.id = any($1::bigint[]) and sessions.expires_at > now()`
