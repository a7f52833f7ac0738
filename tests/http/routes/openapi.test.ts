import { afterAll, beforeAll, expect, it } from 'vitest'
import { openVerdicts } from '../../../src/core/verdict.js'
import { complaintRoutes } from '../../../src/http/routes/complaints.js'
import { conversationRoutes } from '../../../src/http/routes/conversations.js'
import { fileRoutes } from '../../../src/http/routes/files.js'
import { liveRoutes } from '../../../src/http/routes/live.js'
import { statusRoutes } from '../../../src/http/routes/status.js'
import { openRouteDesk, publicUrl, type RouteDesk, secretKey } from './support.js'

let desk: RouteDesk
beforeAll(async () => {
  desk = await openRouteDesk((rooms) => [
    conversationRoutes(rooms),
    complaintRoutes(rooms),
    fileRoutes(rooms),
    liveRoutes({ ...rooms, signIn: rooms.staff.signIn }),
    statusRoutes({
      ...rooms,
      verdicts: openVerdicts({ ...rooms, live: rooms.bus }),
      secretKey,
      publicUrl,
      language: 'ru',
      now: rooms.clock.now,
    }),
  ])
})
afterAll(() => desk.close())

it('OpenAPI tells of every route of the desk’s own work, with its right, its body and its answer, and not of pages', () => {
  const { paths = {} } = desk.app.swagger() as { paths?: Record<string, Record<string, Operation>> }
  const told = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
  expect(told.filter((one) => !/sign-|password|\/me$/.test(one)).sort()).toEqual([
    'get /api/v1/complaints',
    'get /api/v1/complaints/{number}',
    'get /api/v1/complaints/{number}/journal',
    'get /api/v1/conversations',
    'get /api/v1/conversations/{id}',
    'get /api/v1/conversations/{id}/messages',
    'get /api/v1/files/{id}',
    'post /api/v1/complaints',
    'post /api/v1/conversations/{id}/dismiss',
    'post /api/v1/conversations/{id}/finish',
    'post /api/v1/conversations/{id}/hand-over',
    'post /api/v1/conversations/{id}/join',
    'post /api/v1/conversations/{id}/joins/{messageId}/undo',
    'post /api/v1/conversations/{id}/messages',
    'post /api/v1/conversations/{id}/messages/{messageId}/dictated',
    'post /api/v1/conversations/{id}/messages/{messageId}/resend',
    'post /api/v1/conversations/{id}/register',
    'post /api/v1/conversations/{id}/release',
    'post /api/v1/conversations/{id}/snooze',
    'post /api/v1/conversations/{id}/take',
    'post /api/v1/files',
  ])
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { description, requestBody, responses }] of Object.entries(methods)) {
      if (!/conversations|complaints/.test(path)) continue
      expect(description, path).toMatch(/^Needs the right /)
      if (method === 'post') expect(JSON.stringify(requestBody), path).toContain('schema')
      expect(JSON.stringify(responses), path).toContain('properties')
    }
  }
})
type Operation = { description?: string; requestBody?: unknown; responses?: unknown }
