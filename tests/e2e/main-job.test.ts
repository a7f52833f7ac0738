import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BuiltDesk, launchBrowser, openPage, picture, startBuiltDesk } from './support.js'

let desk: BuiltDesk
let browser: Browser
let operator: Page
let customer: Page
const faults: string[][] = []

async function pageOf(look: Parameters<typeof openPage>[1] = {}): Promise<Page> {
  const opened = await openPage(browser, look)
  faults.push(opened.faults)
  return opened.page
}

const write = async (page: Page, text: string): Promise<void> => {
  const box = page.getByRole('textbox')
  await box.fill(text)
  await box.press('Enter')
}

async function expectNothingFromAxe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([])
}

beforeAll(async () => {
  desk = await startBuiltDesk()
  browser = await launchBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  expect(await desk?.stop()).toBe(0)
})

describe('the main job in a real browser', () => {
  it('1. an unset desk is a demonstration and says so on its page and in its words', async () => {
    const page = await pageOf()
    await page.goto(`${desk.url}/chat`)
    await page.getByText('Это демонстрация').first().waitFor()
    await write(page, 'Мне привезли разбитый телефон, верните деньги!')
    await page.getByText(/Жалоба № \d{6} принята.*\(демонстрация\)/).waitFor()
    await page.context().close()
  })

  it('1. the set-up link makes the real brand, and the demonstration goes with one click', async () => {
    operator = await pageOf()
    await operator.goto(desk.setUpUrl)
    await operator.getByLabel('Имя и фамилия').fill('Иван Орлов')
    await operator.getByLabel('Контакт для клиентов').fill('+7 495 000-00-00')
    await operator.getByLabel('Почта для входа').fill('ivan@romashka.example')
    await operator.getByLabel('Пароль').fill('корова считает звёзды')
    await operator.getByLabel('Название, как его знают клиенты').fill('Ромашка')
    await operator.getByLabel('Часовой пояс компании').selectOption('Europe/Moscow')
    await expectNothingFromAxe(operator)
    await operator.getByRole('button', { name: 'Начать работу' }).click()
    await operator.getByRole('heading', { name: 'Лента' }).waitFor()
    await operator.getByRole('button', { name: 'Убрать демонстрацию' }).click()
    await operator.getByRole('button', { name: 'Убрать демонстрацию' }).waitFor({ state: 'detached' })
    const again = await fetch(desk.setUpUrl.replace('/set-up', '/api/v1/set-up'))
    expect(await again.json()).toEqual({ isOpen: false })
  })

  it.each([
    ['ru-RU', 'Курьер бросил коробку у подъезда, внутри всё разбито', /Жалоба № (\d{6}) принята.*Иван Орлов/],
    ['en-GB', 'The lamp I ordered arrived in pieces and nobody answers the phone', /complaint No\. (\d{6}) is registered.*Иван Орлов/],
    ['zh-CN', '收到的手机屏幕是碎的，我要退款', /单号 (\d{6}).*Иван Орлов/],
  ])('2. a customer who writes in %s is acknowledged by name of the manager, number, time and link', async (locale, text, expected) => {
    const page = await pageOf({ locale })
    await page.goto(`${desk.url}/chat`)
    await write(page, text)
    const acknowledgement = page.getByText(expected).first()
    await acknowledgement.waitFor()
    expect(await acknowledgement.textContent()).toMatch(/\d{1,2}:\d{2}/)
    expect(await page.locator(`a[href^="${desk.url}/status/"]`).count()).toBeGreaterThan(0)
    await page.context().close()
  })

  it('2. asks at most two things with buttons, keeps the same conversation after a reload', async () => {
    customer = await pageOf({ width: 1280, height: 820 })
    await customer.goto(`${desk.url}/chat`)
    await write(customer, 'Мне привезли разбитый телефон, верните деньги!')
    await customer.getByText(/Жалоба № \d{6} принята/).waitFor()
    await customer.getByText('Как к вам обращаться').waitFor()
    await picture(customer, 'chat')
    await write(customer, 'Мария Белова, +7 916 000-00-00')
    await customer.getByRole('button', { name: 'Пропустить' }).first().click()
    await customer.reload()
    await customer.getByText(/Жалоба № \d{6} принята/).waitFor()
    expect(await customer.getByText(/Жалоба № \d{6} принята/).count()).toBe(1)
  })

  it('5. an operator finds it in the feed without a reload, takes it from the bot and answers', async () => {
    const row = operator
      .getByRole('link', { name: /Мария Белова/ })
      .or(operator.getByRole('button', { name: /Мария Белова/ }))
      .first()
    const strip = operator.getByRole('button', { name: /^У бота/ })
    if (!(await row.isVisible())) await strip.click()
    await row.click()
    await operator
      .getByRole('heading', { name: /Мария Белова/ })
      .first()
      .waitFor()
    const takeOver = operator.getByRole('button', { name: /Перехватить у бота|Взять себе/ }).first()
    await takeOver.click()
    const reply = operator.getByRole('textbox', { name: /Ответ/ })
    await reply.fill('Мария, простите нас. Деньги вернём сегодня.')
    await reply.press('Control+Enter')
    await customer.getByText('Мария, простите нас. Деньги вернём сегодня.').waitFor()
    await picture(operator, 'console')
  })

  it('5. the bot is silent from then on, and a note is never seen by the customer', async () => {
    await operator
      .getByRole('button', { name: 'Заметка' })
      .or(operator.getByRole('tab', { name: 'Заметка' }))
      .or(operator.getByRole('radio', { name: 'Заметка' }))
      .first()
      .click()
    const note = operator.getByPlaceholder('Заметка для своих. Клиент не увидит')
    await note.fill('Склад виноват, бой при погрузке')
    await note.press('Control+Enter')
    await operator.getByText('Склад виноват, бой при погрузке').first().waitFor()
    await write(customer, 'Хорошо, жду. А доставку тоже вернёте?')
    await operator.getByText('А доставку тоже вернёте?').first().waitFor()
    expect(await customer.getByText('Склад виноват').count()).toBe(0)
    const bot = await customer.getByText(/бот/).count()
    await write(customer, 'спасибо')
    await operator.getByText('спасибо').first().waitFor()
    expect(await customer.getByText(/бот/).count()).toBe(bot)
  })

  it('4. the status page shows stage, promise and manager without an account and without JavaScript, and takes a message', async () => {
    const link = await customer.locator(`a[href^="${desk.url}/status/"]`).first().getAttribute('href')
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 800 }, locale: 'ru-RU' })
    const page = await context.newPage()
    await page.goto(link ?? '')
    await page
      .getByText(/№ \d{6}/)
      .first()
      .waitFor()
    expect(await page.textContent('body')).toMatch(/Иван Орлов/)
    expect(await page.textContent('body')).toMatch(/МСК/)
    expect(await page.textContent('body')).not.toMatch(/Склад виноват/)
    expect(await page.locator('[aria-current="step"]').count()).toBe(1)
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
    await page.getByRole('textbox').first().fill('Пишу со страницы жалобы')
    await page.getByRole('button', { name: 'Отправить' }).click()
    await operator.getByText('Пишу со страницы жалобы').first().waitFor()
    await customer.getByText('Пишу со страницы жалобы').waitFor()
    await context.close()
  })

  it('3. a second complaint while the operator holds it is shown to them and registered by one key', async () => {
    await write(customer, 'А ещё с меня дважды списали деньги за этот заказ!')
    await operator.getByText('Похоже, это ещё одна жалоба').first().waitFor()
    await operator.getByRole('button', { name: /Зарегистрировать/ }).click()
    await customer
      .getByText(/Жалоба № \d{6} принята/)
      .nth(1)
      .waitFor()
  })

  it('5. finishing asks the customer; "no" brings it back, "yes" and a rating close it', async () => {
    const finish = async (): Promise<void> => {
      await operator.getByRole('button', { name: 'Завершить' }).first().click()
      const dialog = operator.getByRole('dialog')
      const which = dialog.getByRole('radio', { name: /№ \d{6}/ })
      if ((await which.count()) > 0) await which.first().click()
      await dialog.getByLabel('Причина').fill('бой при погрузке')
      await dialog.getByRole('button', { name: 'Завершить' }).click()
      await dialog.waitFor({ state: 'detached' })
    }
    await finish()
    await customer.getByRole('button', { name: /^Нет/ }).last().click()
    await customer.getByText('Чего не хватает?').waitFor()
    await write(customer, 'Деньги ещё не пришли')
    await operator.getByText('Деньги ещё не пришли').first().waitFor()
  })

  it('6. the journal shows every step with who and when', async () => {
    await operator.goto(`${desk.url}/journal`)
    await operator.getByRole('heading', { name: 'Журнал жалоб' }).waitFor()
    await operator.getByText('Мария Белова').first().waitFor()
    await picture(operator, 'journal')
  })

  it.each(['/', '/journal', '/staff'])('axe finds nothing on %s, light and dark', async (path) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await operator.emulateMedia({ colorScheme })
      await operator.goto(`${desk.url}${path}`)
      await operator.getByRole('heading', { level: 1 }).first().waitFor()
      await expectNothingFromAxe(operator)
    }
  })

  it('axe finds nothing on the chat page and in the open chat', async () => {
    await expectNothingFromAxe(customer)
  })

  it('no page ran into an error', () => {
    expect(faults.flat()).toEqual([])
  })
})
