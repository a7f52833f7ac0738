import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTelegramSandbox, type TelegramSandbox } from '../../src/sandbox/telegram/index.js'
import { until } from '../support/until.js'
import { type BuiltDesk, launchBrowser, openPage, picture, startBuiltDesk } from './support.js'

const chat = 700_101
const admin = 700_102

let telegram: TelegramSandbox
let desk: BuiltDesk
let browser: Browser
let operator: Page
let phone: Page
const faults: string[][] = []

async function pageOf(look: Parameters<typeof openPage>[1] = {}): Promise<Page> {
  const opened = await openPage(browser, look)
  faults.push(opened.faults)
  return opened.page
}

async function expectNothingFromAxe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([])
}

/** What the person in the chat has been sent, with these words in it. */
const got = (words: string | RegExp, to = chat): number =>
  telegram
    .sentTo(to)
    .filter(({ text }) => typeof text === 'string' && (typeof words === 'string' ? text.includes(words) : words.test(text))).length

const bubble = (words: string): Locator => operator.locator('article', { hasText: words }).last()

async function reply(words: string): Promise<Locator> {
  const field = operator.getByRole('textbox', { name: /^Ответ/ })
  await field.fill(words)
  await field.press('Control+Enter')
  await bubble(words).waitFor()
  return bubble(words)
}

beforeAll(async () => {
  telegram = await openTelegramSandbox()
  telegram.customer.introduce(chat, { first_name: 'Олег', last_name: 'Зимин', language_code: 'ru' })
  telegram.customer.introduce(admin, { first_name: 'Иван', language_code: 'ru' })
  desk = await startBuiltDesk({ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot, TELEGRAM_MODE: 'polling' })
  browser = await launchBrowser()
  operator = await pageOf()
  await operator.goto(desk.setUpUrl)
  await operator.getByLabel('Имя и фамилия').fill('Иван Орлов')
  await operator.getByLabel('Контакт для клиентов').fill('+7 495 000-00-00')
  await operator.getByLabel('Почта для входа').fill('ivan@romashka.example')
  await operator.getByLabel('Пароль').fill('корова считает звёзды')
  await operator.getByLabel('Название, как его знают клиенты').fill('Ромашка')
  await operator.getByLabel('Часовой пояс компании').selectOption('Europe/Moscow')
  await operator.getByRole('button', { name: 'Начать работу' }).click()
  await operator.getByRole('heading', { name: 'Лента' }).waitFor()
  await operator.getByRole('button', { name: 'Убрать демонстрацию' }).click()
  await operator.getByRole('button', { name: 'Убрать демонстрацию' }).waitFor({ state: 'detached' })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  const code = await desk?.stop()
  await telegram?.close()
  expect(code).toBe(0)
})

describe('a customer of Telegram in a real browser', () => {
  it('is acknowledged by the bot, seen in the feed by channel and name, taken over and answered', async () => {
    telegram.customer.say(chat, 'Курьер не приехал второй день, я очень недоволен')
    await until('the acknowledgement is sent', () => got(/№ \d{6}/) > 0, 20_000)
    const row = operator.getByRole('link', { name: /Олег Зимин/ }).first()
    const strip = operator.getByRole('button', { name: /^У бота/ })
    await row.or(strip).first().waitFor()
    if (!(await row.isVisible())) await strip.click()
    await row.getByText('Telegram').waitFor()
    await row.click()
    await operator
      .getByRole('button', { name: /Перехватить у бота|Взять себе/ })
      .first()
      .click()
    await operator.getByRole('button', { name: /^Отправить: Олег Зимин, Telegram/ }).waitFor()
    const answer = await reply('Олег, простите нас. Курьер приедет сегодня.')
    await answer.getByText('отправлено').waitFor({ state: 'attached' })
    expect(got('Курьер приедет сегодня')).toBe(1)
  })

  it('changes what was written: the new words stand there, the earlier ones open under them', async () => {
    const said = telegram.customer.say(chat, 'Заказ А-204')
    await bubble('Заказ А-204').waitFor()
    telegram.customer.edit(chat, said.message_id, 'Заказ А-20418, простите')
    const edited = bubble('Заказ А-20418, простите')
    await edited.getByRole('button', { name: /изменено/ }).click()
    await edited.getByText('Заказ А-204', { exact: true }).waitFor()
  })

  it('quotes our answer, and a press on the quote leads to it', async () => {
    const ours = telegram.sentTo(chat).find(({ text }) => String(text).includes('Курьер приедет сегодня'))
    telegram.customer.say(chat, 'А во сколько?', { replyTo: ours?.message_id ?? 0 })
    const quote = bubble('А во сколько?').getByRole('button', { name: /^В ответ на: .*Курьер приедет сегодня/ })
    await quote.click()
    const focused = operator.locator('article:focus')
    await focused.waitFor()
    expect(await focused.textContent()).toContain('простите нас')
  })

  it('waits while Telegram asks to wait: the bubble says when it goes and why', async () => {
    telegram.limit('sendMessage', 6)
    const waiting = await reply('С 18 до 20.')
    await waiting.getByRole('button', { name: /уйдёт/ }).click()
    await waiting.getByText('Платформа просит подождать').waitFor()
    await waiting.getByText('отправлено').waitFor({ state: 'attached', timeout: 20_000 })
    expect(got('С 18 до 20.')).toBe(1)
  })

  it('gets an answer whose receipt was lost: it is not repeated by itself, and a person who repeats it is warned', async () => {
    telegram.faults.add('sendMessage', { type: 'cut', when: 'after' })
    const doubtful = await reply('Курьер уже выехал.')
    await doubtful.getByText('Возможно, дошло: связь прервалась раньше ответа.').waitFor()
    expect(got('Курьер уже выехал.')).toBe(1)
    await picture(operator, 'channel-uncertain')
    await doubtful.getByRole('button', { name: 'Отправить ещё раз' }).click()
    const dialog = operator.getByRole('dialog')
    await dialog.getByText('Клиент может получить это сообщение дважды.').waitFor()
    await dialog.getByRole('button', { name: 'Отмена' }).click()
    expect(got('Курьер уже выехал.')).toBe(1)
    await doubtful.getByRole('button', { name: 'Отправить ещё раз' }).click()
    await dialog.getByRole('button', { name: 'Отправить ещё раз' }).click()
    await doubtful.getByText('отправлено').waitFor({ state: 'attached' })
    expect(got('Курьер уже выехал.')).toBe(2)
  })

  it('blocks the bot: a banner says so before anything is written, and what is written says why it failed', async () => {
    telegram.customer.block(chat)
    const banner = operator.getByRole('region', { name: 'Клиенту не написать' })
    await banner.getByText('Клиент заблокировал бота').waitFor()
    await banner.getByText('Других способов связаться с этим клиентом нет.').waitFor()
    const failed = await reply('Олег, вы здесь?')
    await failed.getByText('не доставлено').waitFor()
    await failed.getByText('Клиент заблокировал бота').waitFor()
    expect(await failed.getByRole('button', { name: 'Отправить ещё раз' }).count()).toBe(0)
    await picture(operator, 'channel-blocked')
    for (const colorScheme of ['light', 'dark'] as const) {
      await operator.emulateMedia({ colorScheme })
      await operator.locator(`html[data-theme=${colorScheme}]`).waitFor()
      await operator.evaluate('Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => null)))')
      await expectNothingFromAxe(operator)
    }
    await operator.emulateMedia({ colorScheme: 'light' })
  })

  it('comes back: the banner goes, and what failed can be sent again without a question', async () => {
    telegram.customer.unblock(chat)
    await operator.getByRole('region', { name: 'Клиенту не написать' }).waitFor({ state: 'detached' })
    await bubble('Олег, вы здесь?').getByRole('button', { name: 'Отправить ещё раз' }).click()
    await bubble('Олег, вы здесь?').getByText('отправлено').waitFor({ state: 'attached' })
    expect(got('Олег, вы здесь?')).toBe(1)
  })
})

describe('the page of channels', () => {
  const card = (): Locator =>
    operator.getByRole('listitem').filter({ has: operator.getByRole('heading', { name: 'Telegram', exact: true }) })

  it('is reached by two keys and shows the bot of the environment at work', async () => {
    await operator.getByRole('heading', { name: 'Олег Зимин' }).first().click()
    await operator.keyboard.press('g')
    await operator.keyboard.press('c')
    await operator.getByRole('heading', { level: 1, name: 'Каналы' }).waitFor()
    await card().getByText('Работает').waitFor()
    await card().getByText('Задан переменными окружения').waitFor()
    expect(await operator.content()).not.toContain(telegram.token)
  })

  it('says when something last came in and went out', async () => {
    await card().getByText('ещё не было').first().waitFor({ state: 'detached' })
  })

  it('tests the bot in four steps that tick while a person writes from their own phone', async () => {
    await card()
      .getByRole('button', { name: /^Проверить/ })
      .click()
    const dialog = operator.getByRole('dialog')
    const step = (name: string): Locator => dialog.getByRole('listitem').filter({ hasText: name })
    await step('Ключ подходит').getByText('готово').waitFor()
    await step('Платформа на связи').getByText('готово').waitFor()
    const link = await dialog.getByRole('link', { name: 'Открыть и отправить код' }).getAttribute('href')
    await picture(operator, 'channel-test')
    telegram.customer.start(admin, new URL(link ?? '').searchParams.get('start') ?? '')
    await step('Проверочное сообщение ушло').getByText('готово').waitFor()
    await dialog.getByText('Ответьте на него чем угодно').waitFor()
    telegram.customer.say(admin, 'да')
    await dialog.getByText('Канал работает: сообщения ходят в обе стороны.').waitFor()
    await dialog.getByRole('button', { name: 'Закрыть' }).last().click()
  })

  it('says at the field what is wrong, and names a refused token in the test and in a banner over every page', async () => {
    await operator.getByRole('button', { name: 'Добавить канал' }).click()
    const dialog = operator.getByRole('dialog')
    await dialog.getByRole('button', { name: /Telegram/ }).click()
    await dialog.getByLabel('Токен бота', { exact: true }).fill('not a token')
    await dialog.getByRole('button', { name: 'Добавить и проверить' }).click()
    await dialog.getByText('Не подходит. Как его дал @BotFather').waitFor()
    await dialog.getByLabel('Токен бота', { exact: true }).fill('110201544:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw')
    await dialog.getByRole('button', { name: 'Ещё настройки' }).click()
    await dialog.getByLabel('Адрес API').fill(telegram.apiRoot)
    await dialog.getByRole('button', { name: 'Добавить и проверить' }).click()
    await dialog.getByText('Платформа не принимает ключ или пароль.').waitFor()
    await dialog.getByRole('button', { name: 'Закрыть' }).last().click()
    await operator.goto(`${desk.url}/`)
    const notice = operator.getByRole('complementary', { name: 'Важно' })
    await notice.getByText('Telegram «main»: канал не работает.').waitFor()
    await notice.getByRole('link', { name: 'Открыть каналы' }).click()
    await operator.getByRole('heading', { name: 'Telegram «main»' }).waitFor()
    await picture(operator, 'channels')
  })

  it('switches an account off only after saying what that means; the banner goes with it', async () => {
    await operator.getByRole('button', { name: 'Выключить: Telegram «main»' }).click()
    const dialog = operator.getByRole('dialog')
    await dialog.getByText('Новые сообщения отсюда не придут').waitFor()
    await dialog.getByRole('button', { name: 'Выключить' }).click()
    await operator.getByRole('button', { name: 'Включить: Telegram «main»' }).waitFor()
    await operator.getByText('Telegram «main»: канал не работает.').waitFor({ state: 'detached' })
  })

  it('fits a phone, light and dark, and axe finds nothing', async () => {
    const state = await operator.context().storageState()
    const opened = await browser.newContext({
      viewport: { width: 390, height: 844 },
      locale: 'ru-RU',
      storageState: state,
      reducedMotion: 'reduce',
    })
    phone = await opened.newPage()
    for (const page of [operator, phone]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await page.goto(`${desk.url}/settings/channels`)
        await page.getByRole('heading', { name: 'Telegram «main»' }).waitFor()
        await expectNothingFromAxe(page)
        expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
      }
    }
    await picture(phone, 'channels-phone')
  })

  it('no page ran into an error', () => {
    expect(faults.flat().filter((fault) => !/status of 422/.test(fault))).toEqual([])
  })
})
