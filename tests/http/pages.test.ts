import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { preferred } from '../../src/http/routes/chat.js'
import { openTestDesk, type TestDesk } from './support/desk.js'

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk()
})
afterAll(() => desk.close())

const get = (url: string, headers: Record<string, string> = {}) => desk.app.inject({ url, headers })

describe('the console', () => {
  it.each(['/', '/journal', '/sign-in?next=%2Fjournal', '/conversations/12'])('is what %s shows', async (url) => {
    const answer = await get(url)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(answer.body).toContain('<title>console</title>')
    expect(answer.headers['cache-control']).toBe('no-cache')
  })

  it.each(['/api', '/api/v1/x', '/v3/directline/x', '/status/x', '/channels/telegram/x', '/missing.js', '/widget/missing', '/chat/x'])(
    'is not what %s shows',
    async (url) => {
      const answer = await get(url)
      expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'not_found'])
    },
  )

  it('runs under a policy that lets nothing inline or foreign in', async () => {
    const { headers } = await get('/')
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("connect-src 'self' ws://127.0.0.1:8080")
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'same-origin' })
  })

  it('has files that never change under their names, and no others are served', async () => {
    expect((await get('/console/app-1a2b3c4d.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await get('/favicon.svg')).headers['content-type']).toContain('image/svg+xml')
    for (const path of [
      '/..%2f..%2f..%2fetc%2fpasswd',
      '/console/..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/console/%00.js',
      '/widget/..%2f..%2fserver.js',
    ]) {
      const answer = await get(path)
      expect(answer.body).not.toMatch(/root:|dependencies/)
    }
  })

  it('answers a browser that has the file already without sending it again', async () => {
    const { headers } = await get('/console/app-1a2b3c4d.js')
    expect((await get('/console/app-1a2b3c4d.js', { 'if-none-match': String(headers.etag) })).statusCode).toBe(304)
  })
})

describe('the widget’s files', () => {
  it.each([
    ['/widget.js', 'loader', 'public, max-age=300, stale-while-revalidate=86400'],
    ['/widget/panel.js?v=1a2b', 'panel', 'public, max-age=31536000, immutable'],
    ['/widget/panel.js', 'panel', 'no-cache'],
  ])('%s may be used by every site', async (url, body, caching) => {
    const answer = await get(url)
    expect([answer.body, answer.headers['cache-control']]).toEqual([body, caching])
    expect(answer.headers).toMatchObject({ 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*' })
  })
})

describe('/chat', () => {
  it.each([
    ['?lang=ru', 'en', '<html lang="ru">', 'Напишите нам'],
    ['?lang=en', 'ru', '<html lang="en">', 'Write to us'],
    ['?lang=zh', 'ru', '<html lang="zh-CN">', '联系我们'],
    ['', 'zh-TW,zh;q=0.9,en;q=0.8', '<html lang="zh-CN">', '联系我们'],
    ['', 'fr', '<html lang="ru">', 'Напишите нам'],
    ['?lang=xx', 'en-GB', '<html lang="en">', 'Write to us'],
  ])('speaks as asked: %s %s', async (query, accepted, html, title) => {
    const answer = await get(`/chat${query}`, { 'accept-language': accepted })
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(answer.body).toContain(html)
    expect(answer.body).toContain(`<h1>${title}</h1>`)
    expect(answer.body).toContain('<script src="/widget.js" data-open')
  })

  it('invites in all three languages', async () => {
    const { body } = await get('/chat?lang=en')
    expect(body).toContain('Вы можете написать здесь и по-русски.')
    expect(body).toContain('您也可以在这里用中文留言。')
  })

  it('lets its one style in by its hash', async () => {
    const { body, headers } = await get('/chat')
    const style = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? ''
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(style))).toString('base64')
    expect(headers['content-security-policy']).toContain(`style-src 'self' 'sha256-${hash}'`)
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(body).not.toMatch(/ style=| on\w+=/)
  })

  it('says that it is a demonstration as long as it is one, and shows a brand as text', async () => {
    expect((await get('/chat?lang=ru')).body).toContain('Это демонстрация')
    await desk.setUp()
    await desk.database.ledger.owner.query(`update brands set name = '<script>alert(1)</script> & "Co"' where not is_demo`)
    const { body } = await get('/chat?lang=ru')
    expect(body).not.toContain('Это демонстрация')
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Co&quot;')
    expect(body).not.toContain('<script>alert')
  })
})

describe('the preferred language', () => {
  it.each([
    ['de, en;q=0.5, ru;q=0.7', 'ru'],
    ['en;q=0', null],
    ['*', null],
    [undefined, null],
    ['ru-RU,ru;q=0.9', 'ru'],
    [';;;,q=,', null],
  ])('of «%s» is %s', (header, expected) => expect(preferred(header)).toBe(expected))
})
