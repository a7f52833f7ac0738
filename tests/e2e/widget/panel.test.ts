import { readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type {} from '../../../web/widget/loader/loader'
import { buildWidget } from '../../widget/build-widget'
import { Shop, serveWidget, strictPolicy } from '../../widget/shop'
import { StandInDesk } from '../../widget/stand-in-desk'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const desktop = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }

let folder: string
let browser: Browser
let desk: StandInDesk
let shop: Shop
let context: BrowserContext
let page: Page
/** What the browser complained about: refused by policy, thrown, or logged as an error. */
let complaints: string[]

beforeAll(async () => {
  folder = await buildWidget()
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
})
afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true })
})
beforeEach(async () => {
  desk = await new StandInDesk().open()
  desk.serve = serveWidget(folder)
  shop = await new Shop(desk.url).open()
  await enter({ viewport: desktop })
})
afterEach(async () => {
  await context.close()
  await shop.close()
  await desk.close()
})

async function enter(options: Parameters<Browser['newContext']>[0]): Promise<void> {
  await context?.close()
  context = await browser.newContext({ colorScheme: 'light', reducedMotion: 'reduce', ...options })
  page = await context.newPage()
  complaints = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('dialog', (dialog) => complaints.push(`dialog ${dialog.message()}`))
}

const launcher = () => page.locator('otklik-widget .launcher')
const panel = () => page.getByRole('dialog')
const field = () => panel().getByRole('textbox')
const log = () => panel().getByRole('log')
const items = () => log().getByRole('listitem')

const isFieldFocused = () => field().evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)

async function visit(attributes = '', more: Partial<Shop['page']> = {}): Promise<void> {
  shop.page = { attributes, ...more }
  await page.goto(shop.url)
}

async function openPanel(): Promise<void> {
  await launcher().click()
  await panel().waitFor()
}

async function say(text: string): Promise<void> {
  await field().fill(text)
  await panel().getByRole('button', { name: 'Send', exact: true }).click()
}

/** Ends a conversation's first exchange: the customer wrote, the desk acknowledged. */
async function complain(): Promise<void> {
  desk.onMessage = () => {
    desk.onMessage = () => {}
    const complaint = { number: '100013', statusUrl: 'https://desk.example/status/abc', stage: 'Checking' }
    desk.say('We are sorry. Complaint No. 100013 is registered: https://desk.example/status/abc', {
      channelData: { otklik: { author: { kind: 'flow', name: 'Shop' }, complaint } },
    })
  }
  await openPanel()
  await say('My phone arrived broken')
  await log().getByText('We are sorry').waitFor()
}

async function axe(): Promise<string[]> {
  await page.evaluate(axeSource)
  const result = await page.evaluate(() => (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run('otklik-widget'))
  return result.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' ')}`)
}

describe('under a strict policy on another origin', () => {
  it('works without a single complaint of the browser', async () => {
    await visit()
    await complain()
    await page.setInputFiles('otklik-widget input[type=file]', { name: 'a.png', mimeType: 'image/png', buffer: dot })
    await panel().locator('.thumb .picture.drawn').waitFor()
    await say('A photo')
    await items().filter({ hasText: 'A photo' }).locator('.file-link .picture.drawn').waitFor()
    await page.keyboard.press('Escape')
    expect(complaints).toEqual([])
  })

  it('works where only a nonce lets scripts in', async () => {
    const connections = `${desk.url} ${desk.url.replace('http', 'ws')}`
    await visit('', { csp: `default-src 'none'; script-src 'nonce-n1' 'strict-dynamic'; connect-src ${connections}` })
    await complain()
    expect(complaints).toEqual([])
  })

  it('says so when the policy lets nothing in, and loads when it is pressed again later', async () => {
    let isDown = true
    const serve = desk.serve
    desk.serve = (request, response) => {
      if (!isDown || !request.url?.startsWith('/widget/')) return serve(request, response)
      response.writeHead(503).end()
      return true
    }
    await visit()
    await launcher().click()
    await page.getByRole('status').filter({ hasText: 'The chat did not load' }).waitFor()
    isDown = false
    await openPanel()
    await page.getByText('The chat did not load').waitFor({ state: 'detached' })
  })

  it('leaves no trace on the page but one element without a size', async () => {
    await visit()
    await openPanel()
    expect(await page.evaluate(() => document.querySelector('otklik-widget')?.getBoundingClientRect().toJSON())).toMatchObject({
      width: 0,
      height: 0,
    })
    expect(await page.evaluate(() => document.querySelectorAll('style, link[rel=stylesheet]').length)).toBe(0)
    await page.evaluate(() => window.Otklik?.destroy())
    expect(await page.locator('otklik-widget').count()).toBe(0)
  })
})

describe('for everybody', () => {
  it.each([
    ['a blank panel in the light', 'light', desktop, false],
    ['a blank panel in the dark', 'dark', phone, false],
    ['a conversation in the light', 'light', phone, true],
    ['a conversation in the dark', 'dark', desktop, true],
  ] as const)('axe finds nothing in %s', async (_, colorScheme, viewport, hasTalk) => {
    await enter({ viewport, colorScheme })
    desk.tokenExtras = { brand: { name: 'A shop', demonstration: true } }
    await visit('data-privacy="https://shop.example/privacy" data-contact="+1 555 0100"')
    if (hasTalk) {
      await complain()
      desk.say('How did we do?', {
        channelData: { otklik: { author: { kind: 'operator', name: 'Ann Vetrova' }, ask: { kind: 'rating' } } },
      })
      await panel().getByRole('group', { name: 'Rating from 1 to 5' }).waitFor()
      desk.trouble(/POST.*activities$/, { type: 'refuse', status: 422 })
      await say('Hm')
      await panel().getByRole('button', { name: 'Try again' }).waitFor()
      await panel().getByRole('button', { name: 'More' }).click()
    } else await openPanel()
    expect(await axe()).toEqual([])
  })

  it('the launcher is a button that says what it does, and the panel a dialog beside the page', async () => {
    await visit('data-title="A shop"')
    expect(await launcher().evaluate((button) => [button.tagName, button.ariaExpanded, button.ariaLabel])).toEqual([
      'BUTTON',
      'false',
      'Open chat',
    ])
    await openPanel()
    expect(await launcher().evaluate((button) => [button.ariaExpanded, button.ariaLabel])).toEqual(['true', 'Close chat'])
    expect(await panel().ariaSnapshot()).toContain('- dialog "A shop"')
    expect(await panel().evaluate((dialog) => [dialog.matches(':modal'), dialog.ariaModal])).toEqual([false, 'false'])
  })

  it('the log is a region around a real list, read as author, words and time', async () => {
    await visit()
    await complain()
    const tree = await log().ariaSnapshot()
    expect(tree).toMatch(/- log "Conversation":/)
    expect(tree).toMatch(/- list:\n\s+- listitem:[\s\S]+My phone arrived broken[\s\S]+- listitem:[\s\S]+We are sorry/)
    expect(await log().evaluate((region) => [region.tagName, region.querySelector('ol')?.children.length])).toEqual(['SECTION', 2])
  })

  it('focus moves in on open and back to the launcher on Esc', async () => {
    await visit()
    await launcher().focus()
    await page.keyboard.press('Enter')
    await panel().waitFor()
    await expect.poll(isFieldFocused).toBe(true)
    await page.keyboard.press('Escape')
    await panel().waitFor({ state: 'hidden' })
    expect(await launcher().evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)).toBe(true)
  })

  it('focus stays in the panel when the pressed button goes away', async () => {
    await visit()
    await openPanel()
    await panel().getByRole('button', { name: 'I was treated badly' }).press('Enter')
    await items().filter({ hasText: 'I was treated badly' }).waitFor()
    await expect.poll(isFieldFocused).toBe(true)
    desk.say('What would you like?', { suggestedActions: { actions: [{ type: 'imBack', title: 'A refund', value: 'A refund' }] } })
    await panel().getByRole('button', { name: 'A refund' }).press('Enter')
    await panel().getByRole('button', { name: 'A refund' }).waitFor({ state: 'detached' })
    await expect.poll(isFieldFocused).toBe(true)
  })

  it('Esc closes one layer: the menu first', async () => {
    await visit()
    await complain()
    await panel().getByRole('button', { name: 'More' }).click()
    await page.keyboard.press('Escape')
    await panel().getByRole('button', { name: 'Start a new conversation' }).waitFor({ state: 'detached' })
    expect(await panel().isVisible()).toBe(true)
  })

  it('only controls and the scrolling log are stops of the tab key', async () => {
    await visit()
    await complain()
    await launcher().focus()
    const stops: string[] = []
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('Tab')
      stops.push(await page.evaluate(() => document.querySelector('otklik-widget')?.shadowRoot?.activeElement?.tagName ?? 'page'))
    }
    // The select stands in the header; after the field and the send button, which is off while empty, the page comes again.
    expect(stops.slice(0, stops.indexOf('page'))).toEqual(['SELECT', 'BUTTON', 'BUTTON', 'A', 'SECTION', 'A', 'BUTTON', 'TEXTAREA'])
  })

  it("the page's own shortcuts do not hear what is typed", async () => {
    await visit()
    await page.evaluate(() => {
      addEventListener('keydown', (event) => document.body.setAttribute('data-heard', event.key))
    })
    await openPanel()
    await field().pressSequentially('s')
    expect(await page.getAttribute('body', 'data-heard')).toBeNull()
  })

  it('nothing moves for those who asked for that', async () => {
    await enter({ viewport: desktop })
    await visit()
    await openPanel()
    expect(await panel().evaluate((dialog) => dialog.getAnimations().length)).toBe(0)
  })
})

describe('on a phone', () => {
  beforeEach(() => enter({ viewport: phone, hasTouch: true, isMobile: true }))

  it('covers the screen, is modal there, and gives the page its scrolling back', async () => {
    await visit()
    await openPanel()
    expect(await panel().boundingBox()).toEqual({ x: 0, y: 0, ...phone })
    expect(await panel().evaluate((dialog) => [dialog.matches(':modal'), dialog.ariaModal])).toEqual([true, 'true'])
    expect(await page.evaluate(() => document.documentElement.style.overflow)).toBe('hidden')
    await panel().getByRole('button', { name: 'Close chat' }).click()
    await panel().waitFor({ state: 'hidden' })
    await page.waitForFunction(() => document.documentElement.style.overflow === '')
  })

  it('has targets of at least 44 pixels and no line that runs out of the screen', async () => {
    await visit()
    await complain()
    const small = await panel().evaluate((dialog) =>
      [...dialog.querySelectorAll('button, select, .case')]
        .map((element) => ({ name: element.ariaLabel ?? element.textContent, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.height < 44 || box.width < 40))
        .map(({ name }) => name),
    )
    expect(small).toEqual([])
    expect(await panel().evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth)).toBe(true)
  })

  it('takes Enter as a new line', async () => {
    await visit()
    await openPanel()
    await field().fill('one')
    await field().press('Enter')
    expect(await field().inputValue()).toBe('one\n')
  })
})

describe('writing', () => {
  it('by Enter sends, by Shift+Enter begins a line, and a word picked by Enter is only picked', async () => {
    await visit()
    await openPanel()
    await field().pressSequentially('one')
    await field().press('Shift+Enter')
    await field().pressSequentially('two')
    await field().dispatchEvent('compositionstart')
    await field().press('Enter')
    await field().dispatchEvent('compositionend')
    expect(desk.textsFromCustomerOrNone()).toEqual([])
    await field().fill('one\ntwo')
    await field().press('Enter')
    await expect.poll(() => desk.textsFromCustomerOrNone()).toEqual(['one\ntwo'])
  })

  it('a hint sends its words, and the hints are gone', async () => {
    await visit('data-topics="Late parcel|Something else"')
    await openPanel()
    await panel().getByRole('button', { name: 'Late parcel' }).click()
    await expect.poll(() => desk.textsFromCustomerOrNone()).toEqual(['Late parcel'])
    await panel().getByRole('button', { name: 'Something else' }).waitFor({ state: 'detached' })
  })

  it('a choice sends its value beside its title, once, and the buttons are gone', async () => {
    await visit()
    await complain()
    desk.say('What would you like?', { suggestedActions: { actions: [{ type: 'postBack', title: 'A refund', value: 'refund' }] } })
    desk.trouble(/POST.*activities$/, { type: 'cut' }, 2)
    await panel().getByRole('button', { name: 'A refund' }).dblclick()
    await items().filter({ hasText: 'A refund' }).first().waitFor()
    await expect.poll(() => panel().locator('.icon-clock').count()).toBe(0)
    expect(desk.talk.activities.filter((activity) => activity.value === 'refund')).toHaveLength(1)
    expect(await panel().getByRole('group').count()).toBe(0)
  })

  it('a rating has five faces with words, and sends the number', async () => {
    await visit()
    await complain()
    desk.say('How did we do?', { channelData: { otklik: { author: { kind: 'flow', name: 'Shop' }, ask: { kind: 'rating' } } } })
    const faces = panel().getByRole('group', { name: 'Rating from 1 to 5' }).getByRole('button')
    await faces.first().waitFor()
    expect(await faces.allTextContents()).toEqual(['1: Very bad', '2: Bad', '3: Okay', '4: Good', '5: Excellent'])
    await faces.nth(3).click()
    await expect.poll(() => desk.textsFromCustomer().at(-1)).toBe('4')
  })

  it('a pasted picture becomes an attachment, and what cannot be one is told in words', async () => {
    await visit()
    await openPanel()
    await field().evaluate((element) => {
      const data = new DataTransfer()
      data.items.add(new File(['x'], 'shot.png', { type: 'image/png' }))
      data.items.add(new File(['x'], 'setup.exe'))
      data.items.add(new File([], 'nothing.txt'))
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    })
    await panel().getByRole('list', { name: 'Files' }).getByText('shot.png').waitFor()
    const alert = await panel().getByRole('alert').textContent()
    expect(alert).toContain('“setup.exe” is a program')
    expect(alert).toContain('“nothing.txt” is empty')
    await panel().getByRole('button', { name: 'Remove file shot.png' }).click()
    await panel().getByRole('list', { name: 'Files' }).waitFor({ state: 'detached' })
  })

  it('more files than a message may have are left for the next', async () => {
    await visit()
    await openPanel()
    const files = Array.from({ length: 12 }, (_, index) => ({ name: `${index}.txt`, mimeType: 'text/plain', buffer: Buffer.from('x') }))
    await page.setInputFiles('otklik-widget input[type=file]', files)
    await panel().getByRole('alert').getByText('Up to 10 files').waitFor()
    expect(await panel().getByRole('list', { name: 'Files' }).getByRole('listitem').count()).toBe(10)
  })

  it('a text that is too long stays in the field and is counted', async () => {
    await visit()
    await openPanel()
    await field().fill('a'.repeat(20_001))
    await panel().getByRole('alert').getByText('this has 20,001').waitFor()
    expect(await panel().getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true)
  })

  it('a refused message says why and goes back into the field to be changed', async () => {
    await visit()
    await openPanel()
    desk.trouble(/POST.*upload$/, { type: 'refuse', status: 415 })
    await page.setInputFiles('otklik-widget input[type=file]', { name: 'plan.dwg', mimeType: 'application/x', buffer: Buffer.from('x') })
    await say('The plan')
    await items().getByText('We cannot open this kind of file').waitFor()
    await panel().getByRole('button', { name: 'Edit' }).click()
    expect(await field().inputValue()).toBe('The plan')
    await panel().getByRole('list', { name: 'Files' }).getByText('plan.dwg').waitFor()
  })
})

describe('what was written', () => {
  it('offline is kept over a reload with its photo, and goes out when the line is back', async () => {
    await visit()
    await openPanel()
    desk.trouble(/POST/, { type: 'cut' }, 10_000)
    await page.setInputFiles('otklik-widget input[type=file]', { name: 'a.png', mimeType: 'image/png', buffer: dot })
    await say('A photo')
    await items().getByText('A photo').waitFor()
    await page.reload()
    await items().getByText('A photo').waitFor()
    desk.forgive()
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await expect.poll(() => desk.textsFromCustomerOrNone(), { timeout: 20_000 }).toEqual(['A photo'])
    expect(desk.seen.filter((seen) => seen.path.endsWith('/upload')).at(-1)?.files).toEqual([{ name: 'a.png', size: dot.length }])
  })

  it('is told to wait for the network, honestly and with another way', async () => {
    await visit('data-contact="+1 555 0100"')
    await complain()
    await context.setOffline(true)
    await say('One more thing')
    await panel().getByRole('status').getByText('You are offline').waitFor()
    await panel().getByText('If it is urgent: +1 555 0100').waitFor()
    await items().getByText('Goes out once the connection is back').waitFor()
    await context.setOffline(false)
    await expect.poll(() => desk.textsFromCustomer().at(-1), { timeout: 20_000 }).toBe('One more thing')
  })

  it('but not sent stands in the field after a reload', async () => {
    await visit()
    await openPanel()
    await field().fill('Half a sent')
    await page.reload()
    await panel().waitFor()
    expect(await field().inputValue()).toBe('Half a sent')
  })

  it('comes back as history on the next page, where the panel stays open and takes no focus', async () => {
    await visit('', { body: '<input id="search">' })
    await complain()
    await page.goto(`${shop.url}next`)
    await log().getByText('We are sorry').waitFor()
    expect(await items().count()).toBe(2)
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
  })

  it('carries the page and the utm marks of the first page', async () => {
    shop.page = {}
    await page.goto(`${shop.url}?utm_source=mail&utm_campaign=spring`)
    await page.goto(`${shop.url}cart#top`)
    await openPanel()
    await say('hello')
    await expect
      .poll(() => desk.talks[0]?.activities[0]?.channelData)
      .toMatchObject({
        page: `${shop.url}cart`,
        utm: { utm_source: 'mail', utm_campaign: 'spring' },
        language: 'en',
      })
  })
})

describe('what comes in', () => {
  it('while the panel is closed is counted on the launcher, in its label and read out', async () => {
    await visit('data-count-in-title')
    await complain()
    await page.keyboard.press('Escape')
    desk.say('One')
    desk.say('Two')
    await page.getByRole('button', { name: 'Open chat, 2 new messages' }).waitFor()
    expect(await launcher().locator('.badge').textContent()).toBe('2')
    expect(await page.title()).toBe('(2) A shop')
    await page.reload()
    await page.getByRole('button', { name: 'Open chat, 2 new messages' }).click()
    await log().getByText('Two').waitFor()
    await expect.poll(() => page.title()).toBe('A shop')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Open chat', exact: true }).waitFor()
  })

  it('shows number, stage and the way to the status page', async () => {
    await visit()
    await complain()
    const bar = panel().locator('a.case')
    expect(await bar.textContent()).toContain('No. 100013 · Checking')
    expect(await bar.evaluate((link: HTMLAnchorElement) => [link.href, link.rel])).toEqual([
      'https://desk.example/status/abc',
      'noopener noreferrer',
    ])
  })

  it('is never code', async () => {
    await visit()
    await complain()
    const bad = '<img src=x onerror=alert(1)><script>alert(2)</script>[x](javascript:alert(3)) javascript:alert(4)'
    desk.say(bad, {
      channelData: {
        otklik: { author: { kind: 'operator', name: bad }, complaint: { number: bad, statusUrl: 'javascript:alert(5)', stage: bad } },
      },
      suggestedActions: { actions: [{ type: 'imBack', title: bad, value: bad }] },
      attachments: [{ contentUrl: 'javascript:alert(6)', contentType: bad, name: bad }],
    })
    await items().getByText('<img src=x onerror=alert(1)>').first().waitFor()
    expect(await panel().evaluate((dialog) => dialog.querySelectorAll('script, img, [onerror], a[href^="javascript"]').length)).toBe(0)
    expect(complaints).toEqual([])
  })

  it('below what somebody is reading is announced and does not move the text', async () => {
    await visit()
    await complain()
    for (let line = 0; line < 30; line++) desk.say(`Line ${line}`)
    await log().getByText('Line 29').waitFor()
    await log().evaluate((region) => {
      region.scrollTop = 0
      region.dispatchEvent(new Event('scroll'))
    })
    desk.say('The last word')
    await panel().getByRole('button', { name: 'New message' }).waitFor()
    expect(await log().evaluate((region) => region.scrollTop)).toBe(0)
    await panel().getByRole('button', { name: 'New message' }).click()
    await expect.poll(() => log().getByText('The last word').isVisible()).toBe(true)
  })

  it('after the end of a conversation, the next begins at a press', async () => {
    await visit()
    await complain()
    desk.publish(desk.talk, { type: 'endOfConversation' })
    desk.talk.hasEnded = true
    await panel().getByText('This conversation is over').waitFor()
    await panel().getByRole('button', { name: 'Start a new conversation' }).click()
    await say('Something new')
    await expect
      .poll(() => desk.talks.map((talk) => desk.textsFromCustomer(talk)))
      .toEqual([['My phone arrived broken'], ['Something new']])
  })
})

describe('the site', () => {
  it('is told whose desk it is and whether it is a demonstration before the first word, and no conversation begins by that', async () => {
    desk.tokenExtras = { brand: { name: 'Flowers & Co', demonstration: true } }
    await visit()
    await openPanel()
    await panel().getByRole('heading', { name: 'Flowers & Co' }).waitFor()
    await panel().getByText('Demonstration').waitFor()
    expect(desk.seen.map((seen) => seen.path)).toEqual(['/api/widget/token'])
    await page.reload()
    await panel().getByRole('heading', { name: 'Flowers & Co' }).waitFor()
  })

  it('chooses the side, the distance and the colour', async () => {
    await visit('data-side="left" data-offset="30 80" data-accent="#ffd400"')
    expect(await launcher().boundingBox()).toEqual({ x: 30, y: 900 - 80 - 56, width: 56, height: 56 })
    expect(await launcher().evaluate((button) => [getComputedStyle(button).backgroundColor, getComputedStyle(button).color])).toEqual([
      'rgb(255, 212, 0)',
      'rgb(0, 0, 0)',
    ])
  })

  it('speaks its own language until the customer chooses another, which stays', async () => {
    await visit('', { lang: 'zh-CN' })
    await page.getByRole('button', { name: '打开聊天' }).click()
    await panel().getByRole('combobox', { name: '语言' }).selectOption('ru')
    await panel().getByText('Здравствуйте! Что случилось?').waitFor()
    await page.reload()
    await panel().getByText('Здравствуйте! Что случилось?').waitFor()
    await visit('data-lang="en"', { lang: 'zh-CN' })
    await panel().getByText('Hello! What happened?').waitFor()
  })

  it('opens, closes, speaks and leaves by script', async () => {
    await visit()
    await page.evaluate(() => window.Otklik?.open())
    await panel().waitFor()
    await page.evaluate(() => window.Otklik?.setLanguage('ru-RU'))
    await panel().getByText('Здравствуйте! Что случилось?').waitFor()
    await page.evaluate(() => window.Otklik?.close())
    await panel().waitFor({ state: 'hidden' })
    await page.evaluate(() => window.Otklik?.destroy())
    expect(await page.evaluate(() => [window.Otklik, document.querySelector('otklik-widget')])).toEqual([undefined, null])
  })

  it('may replace its whole body and keeps the widget', async () => {
    await visit()
    await complain()
    await page.evaluate(() => document.documentElement.replaceChild(document.createElement('body'), document.body))
    await log().getByText('We are sorry').waitFor()
  })

  it('may be the panel itself', async () => {
    await visit('data-display="page"')
    await panel().waitFor()
    expect(await panel().boundingBox()).toEqual({ x: 0, y: 0, ...desktop })
    expect(await launcher().isVisible()).toBe(false)
    await page.keyboard.press('Escape')
    expect(await panel().isVisible()).toBe(true)
  })

  it('loads the panel only when it is used, and again on its own when there is a conversation', async () => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await visit()
    await page.waitForLoadState('networkidle')
    expect(asked.filter((path) => path.startsWith('/widget'))).toEqual(['/widget.js'])
    await complain()
    await page.keyboard.press('Escape')
    asked.length = 0
    await page.reload()
    await expect.poll(() => asked).toContain('/widget/panel.js')
  })
})

it('the strict policy of these tests really is one', async () => {
  await visit('', { csp: strictPolicy(desk.url), body: '<p style="color:red">x</p>' })
  expect(complaints.join()).toContain('Content Security Policy')
})

/** One grey pixel. */
const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64')
