import { z } from 'zod'
import { DeskError } from '../../core/desk-error.js'
import type { SetUp, SignIn } from '../../core/staff-port.js'
import { callerOf, type RouteModule } from '../app.js'
import { me, setUpBody, setUpState } from '../contract.js'
import { setCookies } from '../guard.js'
import { perMinute } from '../limits.js'
import { checkAnyPage } from '../security.js'
import { type MeNeeds, toMe } from './me.js'

export type SetUpRoutesNeeds = {
  readonly setUp: SetUp
  readonly book: MeNeeds['book']
  readonly signIn: Pick<SignIn, 'open'>
  readonly origins: ReadonlySet<string>
}

/** The first run: a one-time link makes the real brand and its first admin, and the demonstration goes with one click. */
export const setUpRoutes =
  ({ setUp, book, signIn, origins }: SetUpRoutesNeeds): RouteModule =>
  (app) => {
    app.get(
      '/api/v1/set-up',
      {
        config: { right: 'open', ...perMinute(30) },
        schema: { querystring: z.object({ token: z.string().max(200).default('') }), response: { 200: setUpState } },
      },
      async (request) => ({ isOpen: await setUp.isOpen(request.query.token) }),
    )

    app.post(
      '/api/v1/set-up',
      { config: { right: 'open', ...perMinute(10) }, schema: { body: setUpBody, response: { 201: me } } },
      async (request, reply) => {
        checkAnyPage(request, origins)
        const { token, ...first } = request.body
        await setUp.complete(token, first)
        const opened = await signIn.open(first)
        if (!opened)
          throw new DeskError(
            'wrong_sign_in',
            401,
            'The desk is set up, but did not let you in.',
            'Sign in with the e-mail and password you gave.',
          )
        setCookies(reply, opened.setCookies)
        return reply.code(201).send(await toMe(opened.caller, { book, setUp }))
      },
    )

    app.delete('/api/v1/demo', { config: { right: 'desk.write' }, schema: { response: { 204: z.null() } } }, async (request, reply) => {
      await setUp.removeDemo(callerOf(request))
      return reply.code(204).send(null)
    })
  }
