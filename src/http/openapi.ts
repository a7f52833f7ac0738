import swagger from '@fastify/swagger'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import type { App } from './app.js'

/** OpenAPI of everything under /api/v1, made from the schemas the server validates by. Call before the routes are declared. */
export async function describeApi(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Otklik',
        version: '1',
        description: 'A complaint desk. Errors are { error: { code, message, fix } }. Every write takes Idempotency-Key.',
      },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'npm run desk -- token create --role … --name …' },
          staff: { type: 'apiKey', in: 'cookie', name: 'otklik', description: 'POST /api/v1/sign-in' },
        },
      },
    },
    transform: (route) => {
      const { schema, url } = jsonSchemaTransform(route)
      const right = route.route.config?.right
      if (!url.startsWith('/api/v1/')) return { schema: { ...schema, hide: true }, url }
      if (right === 'open') return { schema, url }
      const needs = right === 'signed-in' ? {} : { description: `Needs the right ${right}.` }
      return { schema: { ...schema, ...needs, security: [{ token: [] }, { staff: [] }] }, url }
    },
  })
}
