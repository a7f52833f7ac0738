import type { FastifyContextConfig } from 'fastify'

/** For `config` of an open route: so many requests a minute from one address, then 429 with Retry-After. */
export const perMinute = (max: number): Required<Pick<FastifyContextConfig, 'rateLimit'>> => ({ rateLimit: { max, timeWindow: 60_000 } })
