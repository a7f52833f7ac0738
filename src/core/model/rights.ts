import type { StaffId } from './ids.js'

/**
 * What a person of the staff, or an API token, may do. A role is a set of these, kept as a row of `roles`; code asks for a right and never
 * for a role, so an admin can make roles of their own. A name, once shipped, is never given another meaning.
 */
export const rights = [
  'conversations.read',
  'conversations.write',
  'complaints.read',
  'complaints.write',
  'journal.read',
  'files.read',
  'files.write',
  'staff.read',
  'staff.write',
  'desk.write',
  'metrics.read',
] as const
export type Right = (typeof rights)[number]

/** What each right allows, in the words an admin reads. */
export const rightMeanings: Readonly<Record<Right, string>> = {
  'conversations.read': 'See the feed, conversations and their messages',
  'conversations.write': 'Take, answer, note, put off, hand over and finish conversations',
  'complaints.read': 'See complaints and search the journal list',
  'complaints.write': 'Register a complaint for someone who called or wrote a letter',
  'journal.read': 'See every step of a complaint',
  'files.read': 'Open files of conversations',
  'files.write': 'Attach files',
  'staff.read': 'See colleagues, their duty and their load',
  'staff.write': 'Invite colleagues, change their role, close their access',
  'desk.write': 'Change the desk itself: brands, the demonstration, settings',
  'metrics.read': 'Read the desk’s figures from another machine',
}

const operator: readonly Right[] = [
  'conversations.read',
  'conversations.write',
  'complaints.read',
  'complaints.write',
  'journal.read',
  'files.read',
  'files.write',
  'staff.read',
]

/** The roles an installation starts with. A right that a later version adds reaches the roles that exist by a migration. */
export const starterRoles: Readonly<Record<'operator' | 'manager' | 'admin', readonly Right[]>> = {
  operator,
  manager: [...operator, 'metrics.read'],
  admin: [...operator, 'staff.write', 'desk.write', 'metrics.read'],
}

const known: ReadonlySet<string> = new Set(rights)

/** The rights among `names`; what this version does not know gives nothing. */
export const toRights = (names: readonly string[]): ReadonlySet<Right> => new Set(names.filter((name): name is Right => known.has(name)))

/** Who calls: a person of the staff with a sign-in, or a program with a token, which acts under the token's name as an operator does. */
export type Caller =
  | {
      readonly kind: 'staff'
      readonly staffId: StaffId
      /** The sign-in this call came by; for `onSessionClosed`. */
      readonly sessionId: string
      readonly name: string
      readonly role: string
      readonly rights: ReadonlySet<Right>
    }
  | { readonly kind: 'token'; readonly tokenId: number; readonly name: string; readonly role: string; readonly rights: ReadonlySet<Right> }

/** One name for a caller in ledgers of our own, such as the one of idempotency keys. */
export const callerKey = (caller: Caller): string => (caller.kind === 'staff' ? `staff:${caller.staffId}` : `token:${caller.tokenId}`)
