import { z } from 'zod'
import { cleanLine, cleanText } from '../../core/clean-text.js'
import { DeskError } from '../../core/desk-error.js'
import type { IntakeLog, LoggedComplaint } from '../../core/intake-log.js'
import type { ApiReads } from '../api-reads.js'
import { callerOf, type RouteModule } from '../app.js'
import { complaint, complaintRow, complaintsQuery, journalLine, type LogBody, logBody, page, pageQuery } from '../contract.js'
import { operatorOf } from '../operator-of.js'

export type ComplaintNeeds = { readonly reads: Pick<ApiReads, 'complaints' | 'complaint' | 'journal'>; readonly log: IntakeLog }

const root = '/api/v1/complaints'
/** As people write it: with № or without, with spaces or without. What is no number belongs to no complaint. */
const params = z.object({ number: z.string().max(80) })

/** The list of complaints with its search, one of them, and its journal. */
export const complaintRoutes =
  ({ reads, log }: ComplaintNeeds): RouteModule =>
  (app) => {
    const config = { right: 'complaints.read' } as const

    app.get(root, { config, schema: { querystring: complaintsQuery, response: { 200: page(complaintRow) } } }, async (request) => {
      const { q, ...question } = request.query
      return reads.complaints({ ...question, q: q === undefined ? undefined : cleanLine(q, 200) })
    })

    app.post(
      root,
      { config: { right: 'complaints.write' }, schema: { body: logBody, response: { 201: complaint } } },
      async (request, reply) => {
        const { number } = await log.log(operatorOf(callerOf(request)), toLogged(request.body))
        return reply.code(201).send((await reads.complaint(number)) ?? refuse(number))
      },
    )

    app.get(`${root}/:number`, { config, schema: { params, response: { 200: complaint } } }, async (request) => {
      return (await reads.complaint(request.params.number)) ?? refuse(request.params.number)
    })

    app.get(
      `${root}/:number/journal`,
      { config: { right: 'journal.read' }, schema: { params, querystring: pageQuery, response: { 200: page(journalLine) } } },
      async (request) => (await reads.journal(request.params.number, request.query)) ?? refuse(request.params.number),
    )
  }

const toLogged = ({ text, channel, kind, category, language, person, replyBy, wanted, receivedAt }: LogBody): LoggedComplaint => ({
  text: cleanText(text),
  channel,
  kind: kind ?? null,
  category: category ?? null,
  language: language ?? null,
  person: { name: lineOrNull(person.name), phone: lineOrNull(person.phone), email: lineOrNull(person.email) },
  replyBy: { kind: replyBy.kind, to: lineOrNull(replyBy.to) },
  wanted: wanted === undefined ? null : cleanText(wanted),
  receivedAt: receivedAt === undefined ? null : new Date(receivedAt).toISOString(),
})

const lineOrNull = (text: string | undefined): string | null =>
  text === undefined || cleanLine(text, 200) === '' ? null : cleanLine(text, 200)

function refuse(number: string): never {
  const message = `There is no complaint No. ${cleanLine(number, 40)}.`
  throw new DeskError('complaint_unknown', 404, message, 'Look whether a digit is missing, or search by the name or phone.')
}
