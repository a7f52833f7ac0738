import type { Reads } from '../core/reads.js'
import type { ComplaintDto, ComplaintRowDto, ConversationDto, ConversationRowDto, FileDto, JournalLineDto, MessageDto } from './contract.js'

/** What is read for the API, in the shapes of its contract; that the ledger gives just these is proved where the two are put together. */
export type ApiReads = Reads<{
  conversationRow: ConversationRowDto
  conversation: ConversationDto
  message: MessageDto
  complaintRow: ComplaintRowDto
  complaint: ComplaintDto
  journalLine: JournalLineDto
  file: FileDto
}>
