import { BadCommand, readTokens, type Token, textOf } from './imap-input.js'
import { fetchOne, type Numbered, pick, readItems, search } from './imap-read.js'
import type { Mailbox, Store, StoredLetter } from './store.js'

export type Say = (data: string | Buffer) => void

/** What stands behind the tag of an answer. */
type Answer = `OK ${string}` | `NO ${string}`

const capabilities = 'IMAP4rev1 IDLE'

/** One client's session: https://www.rfc-editor.org/rfc/rfc3501#section-3. Only INBOX, and nothing in it can be changed but \Seen. */
export function openSession(store: Store, password: string, say: Say) {
  let user: string | null = null
  let open: { readonly mailbox: Mailbox; readonly uidValidity: number; readonly isReadOnly: boolean } | null = null
  /** The letters that this client was told of; their places are its sequence numbers. */
  let told: readonly StoredLetter[] = []
  let idleTag: string | null = null

  const numbered = (): readonly Numbered[] => told.map((letter, at) => ({ seq: at + 1, letter }))

  /** Tells what came and, where the rules allow it, what went. */
  function tell(mayExpunge: boolean): void {
    if (!open) return
    const { letters } = open.mailbox
    if (mayExpunge) {
      for (const [at, letter] of [...told.entries()].reverse()) if (!letters.includes(letter)) say(`* ${at + 1} EXPUNGE\r\n`)
      told = told.filter((letter) => letters.includes(letter))
    }
    const fresh = letters.filter((letter) => !told.includes(letter))
    if (fresh.length === 0) return
    told = [...told, ...fresh]
    say(`* ${told.length} EXISTS\r\n`)
  }

  const commands: Readonly<Record<string, { readonly needs: 'nothing' | 'user' | 'mailbox'; run(args: readonly Token[]): Answer | null }>> =
    {
      CAPABILITY: {
        needs: 'nothing',
        run: () => {
          say(`* CAPABILITY ${capabilities}\r\n`)
          return 'OK done'
        },
      },
      NOOP: {
        needs: 'nothing',
        run: () => {
          tell(true)
          return 'OK done'
        },
      },
      LOGOUT: {
        needs: 'nothing',
        run: () => {
          say('* BYE until later\r\n')
          return 'OK done'
        },
      },
      LOGIN: {
        needs: 'nothing',
        run([name, secret, ...more]) {
          if (user !== null || more.length > 0) throw new BadCommand('LOGIN takes a name and a password, once')
          if (textOf(secret) !== password || !textOf(name).includes('@')) return 'NO [AUTHENTICATIONFAILED] name or password is wrong'
          user = textOf(name)
          return `OK [CAPABILITY ${capabilities}] signed in`
        },
      },
      SELECT: { needs: 'user', run: (args) => enter(args, false) },
      EXAMINE: { needs: 'user', run: (args) => enter(args, true) },
      LIST: { needs: 'user', run: (args) => list('LIST', args) },
      LSUB: { needs: 'user', run: (args) => list('LSUB', args) },
      STATUS: { needs: 'user', run: status },
      CLOSE: {
        needs: 'mailbox',
        run: () => {
          open = null
          told = []
          return 'OK closed'
        },
      },
      FETCH: { needs: 'mailbox', run: (args) => fetch(args, false) },
      'UID FETCH': { needs: 'mailbox', run: (args) => fetch(args, true) },
      SEARCH: { needs: 'mailbox', run: (args) => find(args, false) },
      'UID SEARCH': { needs: 'mailbox', run: (args) => find(args, true) },
    }

  function enter([name, ...more]: readonly Token[], isReadOnly: boolean): Answer {
    if (more.length > 0) throw new BadCommand('one mailbox, without parameters')
    open = null
    told = []
    if (textOf(name).toUpperCase() !== 'INBOX') return 'NO [NONEXISTENT] there is no such mailbox'
    const mailbox = store.mailbox(user ?? '')
    open = { mailbox, uidValidity: mailbox.uidValidity, isReadOnly }
    told = mailbox.letters
    const firstUnseen = told.findIndex(({ isSeen }) => !isSeen)
    say('* FLAGS (\\Seen)\r\n')
    say(`* OK [PERMANENTFLAGS (${isReadOnly ? '' : '\\Seen'})] flags\r\n`)
    say(`* ${told.length} EXISTS\r\n* 0 RECENT\r\n`)
    if (firstUnseen >= 0) say(`* OK [UNSEEN ${firstUnseen + 1}] first unseen\r\n`)
    say(`* OK [UIDVALIDITY ${mailbox.uidValidity}] UIDs valid\r\n* OK [UIDNEXT ${mailbox.uidNext}] next UID\r\n`)
    return isReadOnly ? 'OK [READ-ONLY] open' : 'OK [READ-WRITE] open'
  }

  function list(word: string, [reference, pattern]: readonly Token[]): Answer {
    textOf(reference)
    const wanted = textOf(pattern).toUpperCase()
    if (wanted === '') say(`* ${word} (\\Noselect) "/" ""\r\n`)
    else if (wanted === '*' || wanted === '%' || wanted === 'INBOX') say(`* ${word} (\\HasNoChildren) "/" INBOX\r\n`)
    return 'OK done'
  }

  function status([name, items]: readonly Token[]): Answer {
    if (textOf(name).toUpperCase() !== 'INBOX') return 'NO [NONEXISTENT] there is no such mailbox'
    const { letters, uidNext, uidValidity } = store.mailbox(user ?? '')
    const known: Readonly<Record<string, number>> = {
      MESSAGES: letters.length,
      RECENT: 0,
      UIDNEXT: uidNext,
      UIDVALIDITY: uidValidity,
      UNSEEN: letters.filter(({ isSeen }) => !isSeen).length,
    }
    if (items?.kind !== 'list') throw new BadCommand('STATUS needs a list of items')
    const asked = items.items.map((item) => textOf(item).toUpperCase())
    for (const item of asked) if (!(item in known)) throw new BadCommand(`STATUS ${item} is not known here`)
    say(`* STATUS INBOX (${asked.map((item) => `${item} ${known[item]}`).join(' ')})\r\n`)
    return 'OK done'
  }

  function fetch([set, items, ...more]: readonly Token[], isUid: boolean): Answer {
    if (more.length > 0) throw new BadCommand('FETCH takes a set and items')
    const asked = readItems(items)
    // https://www.rfc-editor.org/rfc/rfc3501#section-6.4.8: the UID is always told.
    const all = isUid && !asked.some((item) => item.toUpperCase() === 'UID') ? ['UID', ...asked] : asked
    for (const one of pick(numbered(), textOf(set), isUid)) say(fetchOne(one, all, open?.isReadOnly === false))
    tell(false)
    return 'OK done'
  }

  function find(args: readonly Token[], isUid: boolean): Answer {
    const found = search(numbered(), args).map(({ seq, letter }) => ` ${isUid ? letter.uid : seq}`)
    say(`* SEARCH${found.join('')}\r\n`)
    tell(false)
    return 'OK done'
  }

  return {
    greet: () => say(`* OK [CAPABILITY ${capabilities}] the sandbox is ready\r\n`),
    /** Does one command and answers what stands behind its tag; null for IDLE, which ends later. Throws BadCommand. */
    run(tag: string, name: string, rest: string): Answer | null {
      if (name === 'IDLE') {
        if (!open || rest !== '') throw new BadCommand('IDLE needs an open mailbox and no arguments')
        idleTag = tag
        say('+ idling\r\n')
        tell(true)
        return null
      }
      const command = Object.hasOwn(commands, name) ? commands[name] : undefined
      if (!command) throw new BadCommand(`${name} is not known here`)
      if (command.needs !== 'nothing' && user === null) throw new BadCommand('sign in first')
      if (command.needs === 'mailbox' && !open) throw new BadCommand('no mailbox is open')
      return command.run(readTokens(rest))
    },
    /** Ends IDLE; its tag, or null when none was on. */
    endIdle(): string | null {
      const tag = idleTag
      idleTag = null
      return tag
    },
    isIdlingOn: (mailbox: Mailbox): boolean => idleTag !== null && open?.mailbox === mailbox,
    /** A mailbox changed: told at once to who idles. false when the session lost its ground, because the UIDs began anew. */
    hear(mailbox: Mailbox): boolean {
      if (open?.mailbox !== mailbox) return true
      if (open.uidValidity !== mailbox.uidValidity) return false
      if (idleTag !== null) tell(true)
      return true
    },
  }
}
