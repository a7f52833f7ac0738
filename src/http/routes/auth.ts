import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { DeskError } from '../../core/desk-error.js'
import type { SignIn, StaffCaller } from '../../core/staff-port.js'
import { callerOf, type RouteModule } from '../app.js'
import { me, passwordBody, signInBody } from '../contract.js'
import { setCookies } from '../guard.js'
import { perMinute } from '../limits.js'
import { checkAnyPage } from '../security.js'
import { SignInLimits } from '../sign-in-limits.js'
import { type MeNeeds, toMe } from './me.js'

export type AuthNeeds = MeNeeds & {
  readonly signIn: Pick<SignIn, 'open' | 'close' | 'changePassword'>
  readonly origins: ReadonlySet<string>
  readonly limits?: SignInLimits
}

/** Sign-in, sign-out, the own password, and who one is. The session is in the cookie and in no answer. */
export const authRoutes =
  ({ signIn, origins, limits = new SignInLimits(), ...needs }: AuthNeeds): RouteModule =>
  (app) => {
    app.post(
      '/api/v1/sign-in',
      { config: { right: 'open', ...perMinute(30) }, schema: { body: signInBody, response: { 200: me } } },
      async (request, reply) => {
        checkAnyPage(request, origins)
        const { email } = request.body
        const succeed = limits.begin(email, request.ip)
        const opened = await signIn.open(request.body)
        if (!opened) throw wrongSignIn()
        succeed()
        setCookies(reply, opened.setCookies)
        return toMe(opened.caller, needs)
      },
    )

    app.post(
      '/api/v1/sign-out',
      { config: { right: 'signed-in', isNotReplayed: true }, schema: { body: z.unknown(), response: { 204: z.null() } } },
      async (request, reply) => {
        setCookies(reply, await signIn.close(personOf(request)))
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/api/v1/password',
      { config: { right: 'signed-in', isNotReplayed: true }, schema: { body: passwordBody, response: { 204: z.null() } } },
      async (request, reply) => {
        const caller = personOf(request)
        const succeed = limits.begin(`password of ${caller.staffId}`, request.ip)
        const change = { ...request.body, cookieHeader: request.headers.cookie ?? '' }
        setCookies(reply, await signIn.changePassword(caller, change))
        succeed()
        return reply.code(204).send(null)
      },
    )

    app.get('/api/v1/me', { config: { right: 'signed-in' }, schema: { response: { 200: me } } }, async (request) =>
      toMe(callerOf(request), needs),
    )
  }

/** @throws DeskError `no_person` (403) */
function personOf(request: FastifyRequest): StaffCaller {
  const caller = callerOf(request)
  if (caller.kind === 'staff') return caller
  throw new DeskError('no_person', 403, 'An API token is not a person.', 'Sign in with e-mail and password for this.')
}

/** The same whether the address exists or not. */
const wrongSignIn = () =>
  new DeskError(
    'wrong_sign_in',
    401,
    'E-mail and password do not belong together.',
    'Look at both again, or ask an admin to let you in anew.',
  )
