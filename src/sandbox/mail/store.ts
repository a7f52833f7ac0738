/** One letter in one mailbox, as it came: RFC 5322 bytes with CRLF. */
export type StoredLetter = {
  readonly uid: number
  readonly raw: Buffer
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  isSeen: boolean
}

export type Mailbox = {
  readonly address: string
  /** RFC 3501 §2.3.1.1: another one means that all UIDs began anew. */
  uidValidity: number
  uidNext: number
  /** In the order of their UIDs. */
  letters: StoredLetter[]
}

/** Everybody's mailboxes, in memory. An address has one from the moment somebody speaks of it; `anna+tag@` lies in `anna@`. */
export interface Store {
  mailbox(address: string): Mailbox
  deliver(address: string, raw: Buffer): StoredLetter
  remove(address: string, uid: number): void
  /** The same letters under new UIDs. */
  renumber(address: string): void
  /** Called after each change of a mailbox; returns the way to stop. */
  onChange(listener: (mailbox: Mailbox) => void): () => void
}

export const toAddress = (address: string): string =>
  address
    .trim()
    .toLowerCase()
    .replace(/\+[^@]*@/, '@')

export function openStore(now: () => number): Store {
  const mailboxes = new Map<string, Mailbox>()
  const listeners = new Set<(mailbox: Mailbox) => void>()

  function mailbox(address: string): Mailbox {
    const key = toAddress(address)
    const found = mailboxes.get(key) ?? { address: key, uidValidity: Math.floor(now() / 1_000), uidNext: 1, letters: [] }
    mailboxes.set(key, found)
    return found
  }
  const tell = (changed: Mailbox) => {
    for (const listener of [...listeners]) listener(changed)
  }

  return {
    mailbox,
    deliver(address, raw) {
      const box = mailbox(address)
      const letter = { uid: box.uidNext, raw, receivedAt: now(), isSeen: false }
      box.uidNext += 1
      box.letters = [...box.letters, letter]
      tell(box)
      return letter
    },
    remove(address, uid) {
      const box = mailbox(address)
      box.letters = box.letters.filter((letter) => letter.uid !== uid)
      tell(box)
    },
    renumber(address) {
      const box = mailbox(address)
      box.uidValidity += 1
      box.letters = box.letters.map((letter, at) => ({ ...letter, uid: at + 1 }))
      box.uidNext = box.letters.length + 1
      tell(box)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
