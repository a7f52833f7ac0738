import { z } from 'zod'
import { cleanLine } from '../../core/clean-text.js'
import { DeskError } from '../../core/desk-error.js'
import type { ApiReads } from '../api-reads.js'
import type { RouteModule } from '../app.js'
import { complaint, complaintRow, complaintsQuery, journalLine, page, pageQuery } from '../contract.js'

export type ComplaintNeeds = { readonly reads: Pick<ApiReads, 'complaints' | 'complaint' | 'journal'> }

const root = '/api/v1/complaints'
/** As people write it: with № or without, with spaces or without. What is no number belongs to no complaint. */
const params = z.object({ number: z.string().max(80) })

/** The list of complaints with its search, one of them, and its journal. */
export const complaintRoutes =
  ({ reads }: ComplaintNeeds): RouteModule =>
  (app) => {
    const config = { right: 'complaints.read' } as const

    app.get(root, { config, schema: { querystring: complaintsQuery, response: { 200: page(complaintRow) } } }, async (request) => {
      const { q, ...question } = request.query
      return reads.complaints({ ...question, q: q === undefined ? undefined : cleanLine(q, 200) })
    })

    app.get(`${root}/:number`, { config, schema: { params, response: { 200: complaint } } }, async (request) => {
      return (await reads.complaint(request.params.number)) ?? refuse(request.params.number)
    })

    app.get(
      `${root}/:number/journal`,
      { config: { right: 'journal.read' }, schema: { params, querystring: pageQuery, response: { 200: page(journalLine) } } },
      async (request) => (await reads.journal(request.params.number, request.query)) ?? refuse(request.params.number),
    )
  }

function refuse(number: string): never {
  const message = `There is no complaint No. ${cleanLine(number, 40)}.`
  throw new DeskError('complaint_unknown', 404, message, 'Look whether a digit is missing, or search by the name or phone.')
}
