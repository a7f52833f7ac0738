import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openVerdicts } from '../../src/core/verdict.js'
import { statusRoutes } from '../../src/http/routes/status.js'
import { openRouteDesk, type Person, publicUrl, type RouteDesk, secretKey } from '../http/routes/support.js'
import { launchBrowser, picture } from './support.js'

let desk: RouteDesk
let browser: Browser
let origin: string
const tokens: Record<string, string> = {}
const states = ['fresh', 'late', 'working', 'waiting', 'resolved', 'closed', 'unknown'] as const

beforeAll(async () => {
  desk = await openRouteDesk((rooms) => {
    const verdicts = openVerdicts({ ...rooms, live: rooms.bus })
    return [statusRoutes({ ...rooms, verdicts, secretKey, publicUrl, language: 'ru', now: rooms.clock.now })]
  }, true)
  origin = await desk.app.listen({ host: '127.0.0.1', port: 0 })
  browser = await launchBrowser()
  const keep = async (state: (typeof states)[number], person: Person) => {
    tokens[state] = (await desk.complaintOf(person)).token
    return person.conversationId
  }
  const reply = {
    type: 'reply',
    text: 'Простите нас, пожалуйста. Смотрим: https://lavka.example/r?id=5',
    fileIds: [],
    lastSeenMessageId: null,
  } as const
  const finish = { type: 'finish', complaint: null, result: 'satisfied', cause: 'упаковка', note: null } as const
  await keep('late', await desk.newPerson('Мне привезли разбитый телефон, верните деньги!'))
  desk.time.now = '2026-03-02T10:20:00.000Z'
  await keep('fresh', await desk.newPerson('快递把我的手机摔坏了，我要退款！'))
  await desk.act(await keep('working', await desk.newPerson('Курьер опоздал на три часа и нахамил моей маме!')), reply)
  const waiting = await keep('waiting', await desk.newPerson('Пришёл не тот размер, верните деньги за ботинки'))
  await desk.act(waiting, reply)
  await desk.act(waiting, { type: 'snooze', until: null, untilReply: true, reason: null })
  await desk.act(await keep('resolved', await desk.newPerson('Списали деньги дважды за один заказ, верните!')), finish)
  const closed = await desk.newPerson('Приложение вылетает при входе, исправьте!')
  await desk.act(await keep('closed', closed), finish)
  await desk.says(closed, 'Да, всё хорошо', { button: 'yes' })
  tokens.unknown = 'nothing'
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

type Look = { readonly width?: number; readonly colorScheme?: 'light' | 'dark' }

/** Each from an address of its own: looks are limited by address. */
let addresses = 0
async function open(path: string, { width = 390, colorScheme = 'light' }: Look = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 780 }, colorScheme, reducedMotion: 'reduce' })
  await context.setExtraHTTPHeaders({ 'x-forwarded-for': `10.0.0.${++addresses}` })
  const page = await context.newPage()
  await page.goto(`${origin}/status/${path}`)
  return page
}

const problemsOf = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}
const isWider = (page: Page) => page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')

describe('the status page in a real browser', () => {
  it.each(states)('has nothing for axe to find when it is %s, light or dark', async (state) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open(`${tokens[state]}`, { colorScheme })
      expect(await problemsOf(page), `${state} ${colorScheme}`).toEqual([])
      expect(await page.locator('h1').count()).toBe(1)
      await page.context().close()
    }
  })

  it.each(['ru', 'en', 'zh'])('fits every screen in %s, also with letters of twice the size', async (language) => {
    for (const state of states) {
      const page = await open(`${tokens[state]}?lang=${language}`)
      for (const width of [320, 390, 768, 1440]) {
        await page.setViewportSize({ width, height: 780 })
        expect(await isWider(page), `${state} ${language} at ${width}`).toBe(false)
        await picture(page, `status-${state}-${language}-${width}`)
      }
      await page.setViewportSize({ width: 640, height: 780 })
      await page.evaluate(`document.body.style.zoom = '2'`)
      expect(await isWider(page), `${state} ${language} magnified`).toBe(false)
      await page.context().close()
    }
  })

  it('shows stage, promise and next step before anybody scrolls, on a small phone', async () => {
    const page = await open(`${tokens.working}`, { width: 360 })
    for (const words of ['В работе', /Решение сообщим/, /разбирается/]) {
      const box = await page.getByText(words).first().boundingBox()
      expect((box?.y ?? 9_999) + (box?.height ?? 0)).toBeLessThan(640)
    }
    await page.context().close()
  })

  it('is read out in the order it is meant', async () => {
    const page = await open(`${tokens.working}`)
    const tree = await page.locator('main').ariaSnapshot()
    const order = [
      'heading "Жалоба №',
      'heading "Ход дела"',
      'heading "Кто отвечает"',
      'heading "Переписка"',
      'heading "Дописать"',
      'textbox "Ваше сообщение"',
      'button "Отправить"',
    ]
    const places = order.map((one) => tree.indexOf(one))
    expect(places.every((place) => place >= 0)).toBe(true)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    await page.context().close()
  })

  it('has targets that a thumb can hit', async () => {
    const page = await open(`${tokens.closed}`)
    for (const target of await page.locator('button, summary, nav a, textarea, input[type=file]').all()) {
      // What a closed part of the page holds is nobody's target yet.
      const box = (await target.isVisible()) ? await target.boundingBox() : null
      if (box) expect(box.height, (await target.textContent()) ?? '').toBeGreaterThanOrEqual(44)
    }
    await page.context().close()
  })

  it('lets a customer without scripts write, say no, say yes and rate, by the keyboard alone', async () => {
    const person = await desk.newPerson('Ботинки развалились через неделю, верните деньги!')
    const { token, number } = await desk.complaintOf(person)
    await desk.act(person.conversationId, { type: 'finish', complaint: null, result: 'partly', cause: 'брак', note: null })
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 780 } })
    const page = await context.newPage()
    await page.goto(`${origin}/status/${token}`)
    await page.getByText('Нет, не решено').first().focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Чего не хватает? Можно не писать').fill('Подошва отклеилась снова')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Вернули в работу').waitFor()
    await page.getByText('Подошва отклеилась снова').waitFor()
    await page.getByLabel('Ваше сообщение').fill('Вот фото')
    await page.getByLabel(/Фото или файлы/).setInputFiles({ name: 'подошва.txt', mimeType: 'text/plain', buffer: Buffer.from('фото') })
    await page.getByRole('button', { name: 'Отправить' }).press('Enter')
    await page.getByText('Спасибо, записали.').waitFor()
    await page.getByRole('link', { name: 'подошва.txt' }).waitFor()
    await desk.act(person.conversationId, { type: 'finish', complaint: number, result: 'satisfied', cause: 'брак', note: null })
    await page.getByRole('link', { name: 'Обновить' }).click()
    await page.getByRole('button', { name: 'Да, всё хорошо' }).press('Enter')
    await page.getByRole('button', { name: 'Отлично' }).press('Enter')
    await page.getByText('Ваша оценка: 5/5, Отлично.').waitFor()
    expect(await desk.reads.complaint(number)).toMatchObject({ status: 'closed', rating: 5 })
    await context.close()
  })

  it('runs nothing that a stranger wrote into it', async () => {
    const person = await desk.newPerson('Мне привезли разбитый телефон!')
    const spells = [
      '<img src=x onerror=alert(1)>',
      '<svg/onload=alert(2)>',
      '"><script>alert(3)</script>',
      'javascript:alert(4)',
      '<iframe srcdoc="<script>alert(5)</script>">',
      '</textarea><script>alert(6)</script>',
      '{{constructor.constructor("alert(7)")()}}',
      '<a href="javascript:alert(8)">x</a>',
      '<style>@import "http://evil.example"</style>',
    ]
    for (const spell of spells) {
      await desk.says(person, spell)
      await desk.act(person.conversationId, {
        type: 'reply',
        text: `${spell} https://a.example/"onmouseover=alert(9)//`,
        fileIds: [],
        lastSeenMessageId: null,
      })
    }
    const context = await browser.newContext()
    const page = await context.newPage()
    const wrong: string[] = []
    page.on('dialog', (dialog) => void wrong.push(dialog.message()))
    page.on('request', (request) => void (request.url().startsWith(origin) || wrong.push(request.url())))
    page.on('console', (message) => void wrong.push(message.text()))
    await page.goto(`${origin}/status/${(await desk.complaintOf(person)).token}?all=1`)
    expect(await page.locator('main script, main img, main iframe, main style, main [onmouseover]').count()).toBe(0)
    for (const spell of spells) expect(await page.getByText(spell, { exact: false }).count()).toBeGreaterThan(0)
    expect(wrong).toEqual([])
    await context.close()
  })
})
