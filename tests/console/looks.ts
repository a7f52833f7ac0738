import { mkdir } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type FakeDesk, startFakeDesk } from './fake-api'

/**
 * Looks at every screen of the built console: takes its picture in a size, a theme and a language, and runs axe on it. Not a test of the desk.
 * `npx tsx tests/console/looks.ts [folder]`
 */
const folder = process.argv[2] ?? '/tmp/console-looks'
const only = process.argv[3]
const root = process.env.CONSOLE_DIST ?? 'dist/web/console'
const sizes = { desktop: { width: 1440, height: 900 }, middle: { width: 1024, height: 768 }, phone: { width: 390, height: 844 } } as const

type Look = { name: string; size: keyof typeof sizes; theme: 'light' | 'dark'; language: 'ru' | 'en' | 'zh' }
type Scene = { name: string; path: string; isSignedIn?: boolean; isDemo?: boolean; act?: (page: Page, desk: FakeDesk) => Promise<void> }

const scenes: readonly Scene[] = [
  { name: 'sign-in', path: '/', isSignedIn: false },
  { name: 'set-up', path: '/set-up?token=abc', isSignedIn: false },
  { name: 'set-up-old', path: '/set-up?token=old', isSignedIn: false },
  { name: 'feed', path: '/', isDemo: true },
  {
    name: 'conversation',
    path: '/conversations/102',
    async act(_page, desk) {
      desk.tell({ type: 'presence', conversationId: 102, people: [{ id: 2, name: 'Анна Кузнецова', isTyping: false }] })
      desk.tell({ type: 'typing', conversationId: 102, who: 'person', name: 'Мария' })
    },
  },
  {
    name: 'note',
    path: '/conversations/102',
    act: (page) => page.keyboard.press('n').then(() => page.keyboard.type('Склад обещал запись к 15:00')),
  },
  { name: 'bot-held', path: '/conversations/110' },
  { name: 'other-holds', path: '/conversations/104' },
  { name: 'finish', path: '/conversations/102', act: (page) => press(page, 'e') },
  { name: 'snooze', path: '/conversations/102', act: (page) => press(page, 's') },
  { name: 'hand-over', path: '/conversations/102', act: (page) => press(page, 'a') },
  { name: 'panel', path: '/conversations/101', act: (page) => press(page, ']') },
  { name: 'collision', path: '/conversations/102', act: collide },
  { name: 'journal', path: '/journal' },
  { name: 'journal-none', path: '/journal?q=nothing' },
  { name: 'complaint', path: '/complaints/100155' },
  { name: 'staff', path: '/staff' },
  { name: 'invite', path: '/staff', act: (page) => page.locator('main button').first().click() },
  { name: 'keys', path: '/', act: (page) => press(page, '?') },
  { name: 'palette', path: '/conversations/102', act: (page) => press(page, 'Control+k') },
  { name: 'offline', path: '/conversations/102', act: lose },
  { name: 'victory', path: '/', act: empty },
  { name: 'unsent', path: '/conversations/102', act: fail },
  { name: 'strips', path: '/', act: unfold },
  { name: 'profile', path: '/', act: (page) => page.locator('nav button[aria-haspopup="menu"]').click() },
  { name: 'touched', path: '/conversations/111', act: showTouched },
  { name: 'phone-call', path: '/conversations/112' },
  { name: 'resend', path: '/conversations/111', act: (page) => page.getByRole('button', { name: again }).first().click() },
  { name: 'letter', path: '/conversations/108', act: (page) => page.getByRole('button', { name: /целиком|whole letter|全文/ }).click() },
  { name: 'channels', path: '/settings/channels' },
  { name: 'channel-choose', path: '/settings/channels', act: addChannel },
  { name: 'channel-form', path: '/settings/channels', act: (page) => addChannel(page).then(() => pick(page, 0)) },
  { name: 'channel-form-vk', path: '/settings/channels', act: (page) => addChannel(page).then(() => pick(page, 1)) },
  { name: 'channel-refused', path: '/settings/channels', act: refuseChannel },
  { name: 'channel-test', path: '/settings/channels', act: (page, desk) => testChannel(page, desk, ['done', 'done']) },
  { name: 'channel-test-failed', path: '/settings/channels', act: (page, desk) => testChannel(page, desk, ['failed']) },
  { name: 'channel-test-done', path: '/settings/channels', act: (page, desk) => testChannel(page, desk, ['done', 'done', 'done', 'done']) },
  { name: 'missing', path: '/nowhere' },
]

const again = /Отправить ещё раз|Send again|再发一次/

async function showTouched(page: Page): Promise<void> {
  await page.getByRole('button', { name: /изменено|edited|已编辑/ }).click()
  await page.getByRole('button', { name: /уйдёт|goes at|将于/ }).click()
  await page.getByRole('button', { name: again }).first().scrollIntoViewIfNeeded()
}
function addChannel(page: Page): Promise<void> {
  return page.getByRole('button', { name: /Добавить канал|Add a channel|添加渠道/ }).click()
}
const pick = (page: Page, index: number): Promise<void> => page.getByRole('dialog').locator('li button').nth(index).click()

async function refuseChannel(page: Page): Promise<void> {
  await addChannel(page)
  await pick(page, 0)
  await page.getByRole('dialog').locator('input[type=password]').first().fill('wrong')
  await page.getByRole('dialog').locator('button[type=submit]').click()
  await page.getByText(/Не подходит|does not fit|格式不符/).waitFor()
}

async function testChannel(page: Page, desk: FakeDesk, states: Parameters<FakeDesk['test']>[0]): Promise<void> {
  const begun = page.waitForResponse((response) => response.url().endsWith('/test') && response.request().method() === 'POST')
  await page.getByRole('button', { name: /^(?:Проверить|Test|测试).*(?:Telegram)$/ }).click()
  await begun
  desk.test(states, 'misconfigured: Telegram does not know this bot token (Unauthorized)')
  const state = states.includes('failed') ? /не вышло|failed|失败/ : /готово|done|完成/
  await page.getByRole('dialog').getByText(state).first().waitFor()
}

const press = (page: Page, key: string): Promise<void> => page.keyboard.press(key)

async function collide(page: Page, desk: FakeDesk): Promise<void> {
  await press(page, 'r')
  await page.keyboard.type('Мария, с курьером поговорили, он извинится перед вами лично.')
  desk.refuse({ status: 409, code: 'conversation_moved' })
  await press(page, 'Control+Enter')
  desk.refuse(null)
  await page.getByRole('alert').waitFor()
}

async function fail(page: Page, desk: FakeDesk): Promise<void> {
  await press(page, 'r')
  await page.keyboard.type('Мария, деньги вернём сегодня.')
  desk.refuse({ status: 503, code: 'ledger_away' })
  await press(page, 'Control+Enter')
  await page.getByRole('alert').waitFor()
}

async function unfold(page: Page): Promise<void> {
  for (const name of [/Ждём|Waiting|等待中/, /Отложено|Snoozed|稍后处理/, /У бота|With the bot|机器人/])
    await page.getByRole('button', { name }).first().click()
}

async function lose(page: Page, desk: FakeDesk): Promise<void> {
  desk.cut(true)
  await page.locator('text=/переподключаемся|reconnecting|正在重连/').first().waitFor()
}

async function empty(_page: Page, desk: FakeDesk): Promise<void> {
  for (const id of [101, 102, 103, 104, 105, 106, 111, 112])
    desk.change(id, (conversation) => Object.assign(conversation, { view: 'closed' }))
}

async function take(browser: Browser, scene: Scene, look: Look): Promise<void> {
  const desk = await startFakeDesk({ isSignedIn: scene.isSignedIn ?? true, isDemo: scene.isDemo ?? false, root })
  const context = await browser.newContext({
    viewport: sizes[look.size],
    hasTouch: look.size === 'phone',
    isMobile: look.size === 'phone',
    timezoneId: 'Europe/Moscow',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.addInitScript(
    ({ theme, language }) => {
      localStorage.setItem('otklik.theme', theme)
      localStorage.setItem('otklik.language', language)
    },
    { theme: look.theme, language: look.language },
  )
  await page.goto(desk.url + scene.path)
  await page.locator('h1').first().waitFor()
  await page.waitForLoadState('networkidle')
  await scene.act?.(page, desk)
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null))))
  await page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => setTimeout(done, 400))))
  await page.screenshot({ path: `${folder}/${look.name}.png` })
  const axe = await new AxeBuilder({ page })
    // What Radix opens stands at the end of the page, outside every landmark, and has a role of its own.
    .exclude('[data-radix-popper-content-wrapper]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  for (const violation of axe.violations) {
    console.error(
      `${look.name}: axe ${violation.id}: ${violation.help} ${violation.nodes
        .slice(0, 3)
        .map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`)
        .join(' | ')}`,
    )
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (wide > 0) console.error(`${look.name}: scrolls sideways by ${wide} px`)
  for (const text of complaints.filter((one) => !/WebSocket|ERR_|401|403|409/.test(one))) console.error(`${look.name}: ${text}`)
  await context.close()
  await desk.close()
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
await mkdir(folder, { recursive: true })
const looks: readonly Omit<Look, 'name'>[] = [
  { size: 'desktop', theme: 'light', language: 'ru' },
  { size: 'desktop', theme: 'dark', language: 'zh' },
  { size: 'middle', theme: 'light', language: 'en' },
  { size: 'phone', theme: 'light', language: 'ru' },
  { size: 'phone', theme: 'dark', language: 'zh' },
]
for (const scene of scenes) {
  for (const look of looks) {
    const name = `${scene.name}-${look.size}-${look.theme}-${look.language}`
    if (only && !new RegExp(only).test(name)) continue
    await take(browser, scene, { ...look, name }).catch((error: unknown) => console.error(`${name}: ${String(error).slice(0, 400)}`))
  }
}
await browser.close()
