import { z } from 'zod'
import type { Language } from '../../core/model/reading.js'
import type { SetUp } from '../../core/staff-port.js'
import type { RouteModule } from '../app.js'
import { language } from '../contract.js'
import { perMinute } from '../limits.js'
import { strictPolicy } from '../security.js'
import { chatPage, chatStyleHash } from './chat-page.js'

export type ChatNeeds = { readonly setUp: Pick<SetUp, 'brand'>; readonly publicUrl: string }

/** `/chat`: the widget on a page of the desk's own. `?lang=` wins over what the browser asks for. */
export const chatRoutes =
  ({ setUp, publicUrl }: ChatNeeds): RouteModule =>
  (app) => {
    const policy = strictPolicy(publicUrl, { 'style-src': ["'self'", chatStyleHash] })
    app.get(
      '/chat',
      {
        config: { right: 'open', ...perMinute(120) },
        helmet: { contentSecurityPolicy: policy },
        schema: { hide: true, querystring: z.object({ lang: language.optional().catch(undefined) }) },
      },
      async (request, reply) => {
        const brand = await setUp.brand()
        const spoken = request.query.lang ?? preferred(request.headers['accept-language']) ?? brand.language
        const page = chatPage({ language: spoken, brand: brand.name, isDemo: brand.isDemo })
        return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').header('vary', 'accept-language').send(page)
      },
    )
  }

/** The first of ours by weight, as RFC 9110 §12.5.4 has it; null when none is wanted. */
export function preferred(acceptLanguage: string | undefined): Language | null {
  const wishes = (acceptLanguage ?? '').split(',').map((wish) => {
    const [tag = '', ...parameters] = wish.trim().toLowerCase().split(';')
    const weight = parameters.find((parameter) => parameter.trim().startsWith('q='))?.split('=')[1]
    return { tag: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) }
  })
  wishes.sort((a, b) => b.weight - a.weight)
  for (const { tag, weight } of wishes) {
    const known = language.safeParse(tag)
    if (known.success && weight > 0) return known.data
  }
  return null
}
