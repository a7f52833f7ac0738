import { z } from 'zod'
import type { StaffId } from '../../core/model/ids.js'
import type { SetUp, StaffBook, StaffChange } from '../../core/staff-port.js'
import { callerOf, type RouteModule } from '../app.js'
import { type ChangeStaffBody, category, changeStaffBody, inviteBody, page, pageQuery, staffMember } from '../contract.js'
import { requireRight } from '../guard.js'
import { toStaffDto } from './me.js'

export type StaffNeeds = { readonly book: StaffBook; readonly setUp: Pick<SetUp, 'categories'> }

/** Ids of the ledger come from outside as digits. */
const staffId = z.coerce
  .number()
  .int()
  .positive()
  .transform((id) => id as StaffId)

/** Colleagues and categories: short lists, whole in one page. */
export const staffRoutes =
  ({ book, setUp }: StaffNeeds): RouteModule =>
  (app) => {
    app.get(
      '/api/v1/staff',
      { config: { right: 'staff.read' }, schema: { querystring: pageQuery, response: { 200: page(staffMember) } } },
      async (request) => {
        const seesAddresses = callerOf(request).rights.has('staff.write')
        const members = (await book.list()).map(toStaffDto)
        return { items: members.map((member) => (seesAddresses ? member : { ...member, email: null })), nextCursor: null }
      },
    )

    app.post(
      '/api/v1/staff',
      { config: { right: 'staff.write' }, schema: { body: inviteBody, response: { 201: staffMember } } },
      async (request, reply) => {
        const { contact = null, ...invitation } = request.body
        return reply.code(201).send(toStaffDto(await book.invite({ ...invitation, contact })))
      },
    )

    app.patch(
      '/api/v1/staff/:id',
      {
        config: { right: 'signed-in' },
        schema: { params: z.object({ id: staffId }), body: changeStaffBody, response: { 200: staffMember } },
      },
      async (request) => {
        const caller = callerOf(request)
        const { id } = request.params
        const isOwnDuty = caller.kind === 'staff' && caller.staffId === id && Object.keys(request.body).join() === 'isAvailable'
        if (!isOwnDuty) requireRight(caller, 'staff.write')
        return toStaffDto(await book.change(id, toChange(request.body)))
      },
    )

    app.get(
      '/api/v1/categories',
      { config: { right: 'complaints.read' }, schema: { querystring: pageQuery, response: { 200: page(category) } } },
      async () => {
        const categories = await setUp.categories()
        return { items: categories.map(({ names, ...rest }) => ({ ...rest, names: { ...names } })), nextCursor: null }
      },
    )
  }

/** What was not said stays out, so that nothing is set to undefined. */
function toChange({ role, isAvailable, isLastResort, isDeactivated }: ChangeStaffBody): StaffChange {
  return {
    ...(role !== undefined && { role }),
    ...(isAvailable !== undefined && { isAvailable }),
    ...(isLastResort && { isLastResort }),
    ...(isDeactivated && { isDeactivated }),
  }
}
