import type { StaffId } from './model/ids.js'
import type { Language } from './model/reading.js'
import type { Caller } from './model/rights.js'

export type StaffCaller = Extract<Caller, { kind: 'staff' }>
export type TokenCaller = Extract<Caller, { kind: 'token' }>

/** Set-Cookie lines to be passed on as they are. The session's token is in them and nowhere else. */
export type SetCookies = readonly string[]

/** How people of the staff prove who they are. */
export interface SignIn {
  /** null when e-mail and password do not belong together; takes the same time for an address nobody has. Always a new session. */
  open(proof: {
    readonly email: string
    readonly password: string
  }): Promise<{ readonly caller: StaffCaller; readonly setCookies: SetCookies } | null>
  /** Whom the Cookie header belongs to; null when to nobody. `setCookies` prolong the session when it is time. */
  recognise(cookieHeader: string): Promise<{ readonly caller: StaffCaller; readonly setCookies: SetCookies } | null>
  /** Ends all sessions of the person and drops the cookie. */
  close(caller: StaffCaller): Promise<SetCookies>
  /**
   * Ends all sessions of the person and opens a new one for this browser.
   * @throws DeskError `wrong_password` (403), `weak_password` (422)
   */
  changePassword(
    caller: StaffCaller,
    change: { readonly current: string; readonly next: string; readonly cookieHeader: string },
  ): Promise<SetCookies>
  /**
   * Calls back once, within 5 s, when the session has ended in this or any other process: sign-out, new password, new role, closed access, age.
   * Returns the way to stop listening.
   */
  onSessionClosed(sessionId: string, listener: () => void): () => void
}

/** Tokens by which programs call the API. Only their sha-256 is kept. */
export interface ApiTokens {
  recognise(token: string): Promise<TokenCaller | null>
  /** The token itself is in the answer and can never be read again. @throws DeskError `unknown_role` (422) */
  create(wish: { readonly name: string; readonly role: string }): Promise<{ readonly id: number; readonly token: string }>
  revoke(id: number): Promise<void>
}

export type StaffMember = {
  readonly id: StaffId
  readonly name: string
  readonly contact: string | null
  readonly email: string | null
  readonly role: string
  readonly languages: readonly Language[]
  readonly isManager: boolean
  readonly isDemo: boolean
  readonly isAvailable: boolean
  /** Complaints open under this person's name. */
  readonly load: number
  readonly maxLoad: number
}

export type BrandView = {
  readonly id: number
  readonly name: string
  readonly isDemo: boolean
  readonly timeZone: string
  readonly language: Language
}

export type Invitation = {
  readonly name: string
  readonly contact: string | null
  readonly email: string
  readonly role: string
  readonly password: string
}

export type StaffChange = {
  readonly role?: string
  readonly isAvailable?: boolean
  /** Answers for complaints that nobody else can take, from now on, for the default brand. */
  readonly isLastResort?: true
  /** Cannot be undone: who comes back is invited again. */
  readonly isDeactivated?: true
}

/** The people of the desk. */
export interface StaffBook {
  /** Active people by name. */
  list(): Promise<readonly StaffMember[]>
  find(id: StaffId): Promise<StaffMember | null>
  /** @throws DeskError `email_taken` (409), `unknown_role` (422), `weak_password` (422) */
  invite(invitation: Invitation): Promise<StaffMember>
  /**
   * Another role, and closed access, end all sessions of the person.
   * @throws DeskError `unknown_person` (404), `last_admin` (409), `last_resort` (409), `unknown_role` (422)
   */
  change(id: StaffId, change: StaffChange): Promise<StaffMember>
}

export type CategoryView = {
  readonly key: string
  readonly parent: string | null
  readonly names: Readonly<Record<Language, string>>
  readonly team: string | null
}

export type FirstAdmin = {
  readonly name: string
  readonly contact: string
  readonly email: string
  readonly password: string
  readonly brand: string
  readonly language: Language
  readonly timeZone: string
}

/** From a demonstration to somebody's own desk. */
export interface SetUp {
  brand(): Promise<BrandView>
  hasDemo(): Promise<boolean>
  categories(): Promise<readonly CategoryView[]>
  /** A fresh one-time token for the set-up link, which makes older links useless; null when the desk is set up. */
  openLink(): Promise<string | null>
  isOpen(token: string): Promise<boolean>
  /**
   * Makes the real brand, the default from here on, and its first admin, who is its first manager and its last resort; all accounts of the
   * demonstration point to it. All or nothing. @throws DeskError `set_up_closed` (403), `weak_password` (422), `unknown_time_zone` (422)
   */
  complete(token: string, first: FirstAdmin): Promise<void>
  /** The same from settings at the first start, without a link. False, and nothing changed, when the desk is set up already. */
  completeFromSettings(first: FirstAdmin): Promise<boolean>
  /** The demonstration's people leave and its open complaints are closed. Again: nothing. @throws DeskError `not_set_up` (409) */
  removeDemo(caller: Caller): Promise<void>
}

export type KnownWrite =
  /** Go on, then `keep` or `forget`. */
  | { readonly type: 'new' }
  | { readonly type: 'running' }
  /** The process that began it is gone: whether it was done is not known. */
  | { readonly type: 'unknown' }
  | { readonly type: 'other-request' }
  | { readonly type: 'done'; readonly status: number; readonly body: string }

/** What a caller's Idempotency-Key was used for. Kept for a day. */
export interface KnownWrites {
  begin(caller: string, key: string, requestHash: string): Promise<KnownWrite>
  keep(caller: string, key: string, answer: { readonly status: number; readonly body: string }): Promise<void>
  /** The write was not done; the key may be used again. */
  forget(caller: string, key: string): Promise<void>
}
