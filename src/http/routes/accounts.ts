import type { AccountAdmin } from '../../core/account-admin.js'
import { DeskError } from '../../core/desk-error.js'
import type { RouteModule } from '../app.js'
import { type AccountDto, account, accountBody, accountTest, changeAccountBody, page, pageQuery } from '../contract.js'
import { idParams } from '../path-id.js'

export type AccountNeeds = { readonly admin: AccountAdmin }

const root = '/api/v1/accounts'

/** Bots, mailboxes and sites: how they are, and what an admin does to them. Settings go in and never come out. */
export const accountRoutes =
  ({ admin }: AccountNeeds): RouteModule =>
  (app) => {
    const writing = { right: 'desk.write' } as const

    async function get(id: number): Promise<AccountDto> {
      const found = (await admin.list()).find((one) => one.id === id)
      if (!found) throw new DeskError('account_unknown', 404, 'There is no such account.', 'Read the list of accounts again.')
      return found
    }

    app.get(
      root,
      { config: { right: 'conversations.read' }, schema: { querystring: pageQuery, response: { 200: page(account) } } },
      async () => ({ items: [...(await admin.list())], nextCursor: null }),
    )

    app.post(root, { config: writing, schema: { body: accountBody, response: { 201: account } } }, async (request, reply) => {
      return reply.code(201).send(await get(await admin.add(request.body)))
    })

    app.patch(
      `${root}/:id`,
      { config: writing, schema: { params: idParams, body: changeAccountBody, response: { 200: account } } },
      async (request) => {
        await admin.change(request.params.id, request.body)
        return get(request.params.id)
      },
    )

    app.post(
      `${root}/:id/test`,
      {
        config: writing,
        schema: {
          params: idParams,
          summary: 'Asks the platform who the account is, and gives the code to write to it',
          response: { 200: accountTest },
        },
      },
      async (request) => admin.startTest(request.params.id),
    )

    app.get(`${root}/:id/test`, { config: writing, schema: { params: idParams, response: { 200: accountTest } } }, async (request) =>
      admin.readTest(request.params.id),
    )
  }
