import type {
  AccountDto,
  AccountTestDto,
  accountBody,
  CategoryDto,
  ChangeStaffBody,
  ComplaintDto,
  ComplaintRowDto,
  ConversationDto,
  ConversationsPage,
  changeAccountBody,
  FinishBody,
  InviteBody,
  JournalLineDto,
  Me,
  MessageDto,
  PostMessage,
  SetUpBody,
  SnoozeBody,
  StaffMemberDto,
} from '../../../src/http/contract'
import { call } from './call'

export type View = keyof ConversationsPage['counts'] & ('now' | 'waiting' | 'snoozed' | 'bot' | 'closed')
export type AccountBody = ReturnType<(typeof accountBody)['parse']>
export type ChangeAccountBody = ReturnType<(typeof changeAccountBody)['parse']>
export type Page<T> = { items: T[]; nextCursor: string | null }
export type ComplaintFilters = { q?: string; number?: string; status?: ComplaintDto['status']; kind?: ComplaintDto['kind'] }
type Cursor = string | null
type Signal = { signal?: AbortSignal }

/** Every request of the console, by what it asks; the contract's types in and out. */
export const desk = {
  me: (request: Signal = {}) => call<Me>('GET', '/me', request),
  signIn: (body: { email: string; password: string }) => call<Me>('POST', '/sign-in', { body }),
  signOut: () => call<unknown>('POST', '/sign-out', { body: {} }),
  setUpState: (token: string, request: Signal = {}) => call<{ isOpen: boolean }>('GET', '/set-up', { query: { token }, ...request }),
  setUp: (body: SetUpBody) => call<Me>('POST', '/set-up', { body }),
  removeDemo: () => call<unknown>('DELETE', '/demo'),
  staff: (request: Signal = {}) => call<Page<StaffMemberDto>>('GET', '/staff', { query: { limit: 200 }, ...request }),
  changeStaff: (id: number, body: ChangeStaffBody) => call<StaffMemberDto>('PATCH', `/staff/${id}`, { body }),
  invite: (body: InviteBody) => call<StaffMemberDto>('POST', '/staff', { body }),
  categories: (request: Signal = {}) => call<Page<CategoryDto>>('GET', '/categories', { query: { limit: 200 }, ...request }),

  accounts: (request: Signal = {}) => call<Page<AccountDto>>('GET', '/accounts', { query: { limit: 200 }, ...request }),
  addAccount: (body: AccountBody) => call<AccountDto>('POST', '/accounts', { body }),
  changeAccount: (id: number, body: ChangeAccountBody) => call<AccountDto>('PATCH', `/accounts/${id}`, { body }),
  startAccountTest: (id: number) => call<AccountTestDto>('POST', `/accounts/${id}/test`, { body: {} }),
  accountTest: (id: number, request: Signal = {}) => call<AccountTestDto>('GET', `/accounts/${id}/test`, request),

  conversations: (query: { view: View; mine: boolean; limit?: number; cursor?: Cursor }, request: Signal = {}) =>
    call<ConversationsPage>('GET', '/conversations', { query: { ...query, mine: query.mine ? 'true' : null }, ...request }),
  conversation: (id: number, request: Signal = {}) => call<ConversationDto>('GET', `/conversations/${id}`, request),
  messages: (id: number, query: { cursor?: Cursor; after?: number; limit?: number }, request: Signal = {}) =>
    call<Page<MessageDto>>('GET', `/conversations/${id}/messages`, { query, ...request }),
  post: (id: number, body: PostMessage, idempotencyKey: string) =>
    call<MessageDto>('POST', `/conversations/${id}/messages`, { body, idempotencyKey }),
  resend: (id: number, messageId: number) => call<MessageDto>('POST', `/conversations/${id}/messages/${messageId}/resend`, { body: {} }),
  dictated: (id: number, messageId: number) =>
    call<MessageDto>('POST', `/conversations/${id}/messages/${messageId}/dictated`, { body: {} }),
  take: (id: number) => call<ConversationDto>('POST', `/conversations/${id}/take`, { body: {} }),
  release: (id: number, to: 'flow' | 'queue') => call<ConversationDto>('POST', `/conversations/${id}/release`, { body: { to } }),
  handOver: (id: number, body: { to: number; note?: string }) => call<ConversationDto>('POST', `/conversations/${id}/hand-over`, { body }),
  snooze: (id: number, body: SnoozeBody) => call<ConversationDto>('POST', `/conversations/${id}/snooze`, { body }),
  finish: (id: number, body: FinishBody) => call<ConversationDto>('POST', `/conversations/${id}/finish`, { body }),
  register: (id: number, messageId: number) => call<ConversationDto>('POST', `/conversations/${id}/register`, { body: { messageId } }),
  dismiss: (id: number, messageId: number) => call<ConversationDto>('POST', `/conversations/${id}/dismiss`, { body: { messageId } }),
  join: (id: number, conversationId: number) => call<ConversationDto>('POST', `/conversations/${id}/join`, { body: { conversationId } }),
  undoJoin: (id: number, joinId: number) => call<ConversationDto>('POST', `/conversations/${id}/joins/${joinId}/undo`, { body: {} }),

  complaints: (query: ComplaintFilters & { limit?: number; cursor?: Cursor }, request: Signal = {}) =>
    call<Page<ComplaintRowDto>>('GET', '/complaints', { query, ...request }),
  complaint: (number: string, request: Signal = {}) => call<ComplaintDto>('GET', `/complaints/${encodeURIComponent(number)}`, request),
  journal: (number: string, query: { cursor?: Cursor; limit?: number } = {}, request: Signal = {}) =>
    call<Page<JournalLineDto>>('GET', `/complaints/${encodeURIComponent(number)}/journal`, { query, ...request }),
}
