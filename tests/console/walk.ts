import assert from 'node:assert/strict'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { type FakeDesk, startFakeDesk } from './fake-api'

/**
 * Walks through the console as staff do, by keyboard where it can be, against the stand-in desk: what only a browser shows (focus, drafts over
 * a reload, the live feed, a lost connection). `npx tsx tests/console/walk.ts`
 */
const root = process.env.CONSOLE_DIST ?? 'dist/web/console'
type Walk = (page: Page, desk: FakeDesk, context: BrowserContext) => Promise<void>

const walks: Readonly<Record<string, Walk>> = {
  async 'a wrong password says what to do, a right one leads to where one wanted to go'(page, desk) {
    desk.signOut()
    await page.goto(`${desk.url}/complaints/100155`)
    await page.getByLabel('Электронная почта').fill('ivan@example.com')
    await page.getByLabel('Пароль', { exact: true }).fill('wrong')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('Почта и пароль не подходят друг к другу').waitFor()
    await page.getByLabel('Пароль', { exact: true }).fill('right enough')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Жалоба № 100155' }).waitFor()
  },

  async 'the most urgent complaint is answered in two keystrokes and the text'(page, desk) {
    await page.goto(desk.url)
    await page.getByText('Пётр Калашников').waitFor()
    await page.keyboard.press('Space')
    await page.locator('textarea:focus').waitFor()
    await page.keyboard.type('Пётр, деньги вернём сегодня.')
    await page.keyboard.press('Control+Enter')
    await page.locator('article', { hasText: 'Пётр, деньги вернём сегодня.' }).getByText('отправлено').waitFor({ state: 'attached' })
    assert.equal(await page.locator('textarea').inputValue(), '')
    await page.getByText('ведёте вы').first().waitFor()
  },

  async 'a customer’s words appear by themselves, in the thread and in the feed'(page, desk) {
    await open(page, desk, 102)
    desk.say(102, 'Вы ещё здесь?')
    await page.locator('article', { hasText: 'Вы ещё здесь?' }).waitFor()
    await page.getByRole('link', { name: /Мария Белова.*Вы ещё здесь/ }).waitFor()
    const spoken = page.getByRole('status').filter({ hasText: 'Мария Белова: Вы ещё здесь?' })
    await spoken.waitFor({ state: 'attached' })
  },

  async 'a reply that missed something new comes back, is shown why, and goes when told to'(page, desk) {
    await open(page, desk, 102)
    await page.locator('section[tabindex]').evaluate((box) => box.scrollTo({ top: 0 }))
    await page.keyboard.press('r')
    await page.keyboard.type('Мария, отвечаю.')
    desk.say(102, 'Подождите, я нашла чек!')
    await page.getByText('1 новое сообщение').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').getByText('Подождите, я нашла чек!').waitFor()
    assert.equal(await page.locator('textarea').inputValue(), 'Мария, отвечаю.')
    await page.getByRole('button', { name: 'Всё равно отправить' }).click()
    await page.locator('article', { hasText: 'Мария, отвечаю.' }).getByText('отправлено').waitFor({ state: 'attached' })
    assert.equal(await page.getByRole('alert').count(), 0)
  },

  async 'reply and note keep drafts of their own, over a reload too'(page, desk) {
    await open(page, desk, 102)
    await page.keyboard.press('r')
    await page.keyboard.type('ответ клиенту')
    await page.getByRole('tab', { name: 'Заметка' }).click()
    await page.locator('textarea').fill('заметка для своих')
    await page.getByText('Черновик сохранён').waitFor()
    await page.reload()
    await page.locator('textarea').waitFor()
    assert.equal(await page.locator('textarea').inputValue(), 'ответ клиенту')
    await page.getByRole('tab', { name: 'Заметка' }).click()
    assert.equal(await page.locator('textarea').inputValue(), 'заметка для своих')
    await page
      .getByRole('link', { name: /Мария Белова/ })
      .getByText('Черновик')
      .waitFor()
  },

  async 'what was sent without a network goes by itself when there is one'(page, desk) {
    await open(page, desk, 102)
    await page.keyboard.press('r')
    desk.cut(true)
    await page.keyboard.type('Ответ без сети')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Ждёт сети').waitFor()
    await page.getByText('Нет связи, переподключаемся').first().waitFor()
    desk.cut(false)
    await page.locator('article', { hasText: 'Ответ без сети' }).getByText('отправлено').waitFor({ state: 'attached', timeout: 30_000 })
    assert.equal(await page.locator('article', { hasText: 'Ответ без сети' }).count(), 1)
  },

  async 'what the server refused stays with its reason and is sent again once'(page, desk) {
    await open(page, desk, 102)
    await page.keyboard.press('r')
    await page.keyboard.type('Попытка')
    desk.refuse({ status: 503, code: 'ledger_away' })
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').filter({ hasText: 'Сервер не достучался до базы' }).waitFor()
    desk.refuse(null)
    await page.getByRole('button', { name: 'Отправить снова' }).click()
    await page.locator('article', { hasText: 'Попытка' }).getByText('отправлено').waitFor({ state: 'attached' })
  },

  async 'a take that the server refuses is taken back with a reason'(page, desk) {
    await open(page, desk, 101)
    desk.refuse({ status: 409, code: 'held_by_other' })
    await page.keyboard.press('t')
    await page.getByText('Изменение отменено').first().waitFor()
    await page.getByText('ещё не взята').first().waitFor({ state: 'attached' })
  },

  async 'taking over from the bot opens the reply'(page, desk) {
    await open(page, desk, 110)
    assert.equal(await page.locator('textarea').count(), 0)
    await page.keyboard.press('t')
    await page.locator('textarea').waitFor()
  },

  async 'a suspicion is registered by one key on a Cyrillic keyboard'(page, desk) {
    await open(page, desk, 102)
    await page.getByText('Похоже, это ещё одна жалоба').waitFor()
    await cyrillic(page, 'н', 'KeyY')
    await page.getByText('Жалоба зарегистрирована').first().waitFor()
    await page.getByText('Похоже, это ещё одна жалоба').waitFor({ state: 'detached' })
  },

  async 'finishing by keyboard opens the next most urgent'(page, desk) {
    await open(page, desk, 102)
    await cyrillic(page, 'у', 'KeyE')
    const cause = page.getByLabel('Причина')
    await cause.waitFor()
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-cause'))
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/conversations\/101/)
    assert.equal(await page.getByRole('link', { name: /Мария Белова/ }).count(), 0)
  },

  async 'snoozing until tomorrow takes two keys and says when it returns'(page, desk) {
    await open(page, desk, 106)
    await page.keyboard.press('s')
    await page.getByText('Завтра в 9:00').waitFor()
    await page.keyboard.press('3')
    await page.getByText('Отложено, вернётся завтра, 09:00').first().waitFor()
    await page.getByRole('button', { name: /^Отложено 2/ }).click()
    await page.getByRole('link', { name: /Преображенский.*вернётся завтра, 09:00/ }).waitFor()
  },

  async 'a colleague gets it by name, typed in the wrong layout, with a word'(page, desk) {
    await open(page, desk, 102)
    await page.keyboard.press('a')
    await page.getByPlaceholder('Имя коллеги').fill('fyyf')
    await page.keyboard.press('Enter')
    await page.getByLabel('Что коллеге нужно знать').fill('Ждём запись со склада')
    await page.getByRole('button', { name: 'Передать: Анна Кузнецова' }).click()
    await page.getByText('Переписку ведёт Анна Кузнецова').waitFor()
  },

  async 'letters do nothing while typing, and Escape gives the focus back'(page, desk) {
    await open(page, desk, 102)
    await page.keyboard.press('r')
    await page.keyboard.type('se?jk')
    assert.equal(await page.getByRole('dialog').count(), 0)
    assert.equal(await page.locator('textarea').inputValue(), 'se?jk')
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('Номер, слова из жалобы или действие').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('textarea:focus').waitFor()
  },

  async 'J and K walk the feed, Enter opens'(page, desk) {
    await page.goto(desk.url)
    await page.getByText('Пётр Калашников').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await page.locator('a:focus', { hasText: 'Мария Белова' }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/conversations\/102/)
  },

  async 'the palette finds a complaint by its number'(page, desk) {
    await page.goto(desk.url)
    await page.getByText('Пётр Калашников').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('Номер, слова из жалобы или действие').waitFor()
    await page.keyboard.type('№ 100162')
    await page.getByRole('option', { name: /100162/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Жалоба № 100162' }).waitFor()
  },

  async 'the journal keeps its filters in the address'(page, desk) {
    await page.goto(`${desk.url}/journal`)
    await page.getByLabel('Состояние').selectOption('in-work')
    await page.waitForURL(/status=in-work/)
    await page.getByText('Показаны 3 жалобы').waitFor()
    await page.getByLabel('Номер или слова из жалобы').fill('холодильник')
    await page.keyboard.press('Enter')
    await page.getByText('Показана 1 жалоба').waitFor()
    await page.reload()
    await page.getByText('Показана 1 жалоба').waitFor()
    await page.getByRole('row', { name: /100193/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Жалоба № 100193' }).waitFor()
  },

  async 'a file is pasted, shown and sent'(page, desk) {
    await open(page, desk, 102)
    await page.locator('input[type=file]').setInputFiles([{ name: 'чек.png', mimeType: 'image/png', buffer: Buffer.from('x') }])
    await page.getByRole('button', { name: 'Убрать файл чек.png' }).waitFor()
    await page.locator('input[type=file]').evaluate((input: HTMLInputElement) => {
      const files = new DataTransfer()
      files.items.add(new File([new Uint8Array(21 * 1024 * 1024)], 'big.bin'))
      input.files = files.files
      input.dispatchEvent(new Event('change', { bubbles: true }))
    })
    await page.getByRole('alert').filter({ hasText: 'big.bin: больше' }).waitFor()
    await page.getByRole('button', { name: /^Отправить: Мария Белова, чат на сайте/ }).click()
    await page.getByRole('button', { name: 'Убрать файл чек.png' }).waitFor({ state: 'detached' })
  },

  async 'the demonstration goes with one click'(page, desk) {
    await page.goto(desk.url)
    await page.getByRole('button', { name: 'Убрать демонстрацию' }).click()
    await page.getByText('Демонстрация:').waitFor({ state: 'detached' })
  },

  async 'the language changes without a reload and everywhere'(page, desk) {
    await open(page, desk, 102)
    await page.getByRole('button', { name: 'Профиль и настройки' }).click()
    await page.getByRole('menuitemradio', { name: '简体中文' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN')
    await page.reload()
    await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor()
  },

  async 'a sign-in that has ended leads to the sign-in page and back'(page, desk) {
    await open(page, desk, 102)
    desk.signOut()
    await page.keyboard.press('s')
    await page.getByText('До ответа клиента').waitFor()
    await page.keyboard.press('1')
    await page.waitForURL(/\/sign-in\?next=/)
    await page.getByLabel('Электронная почта').fill('ivan@example.com')
    await page.getByLabel('Пароль', { exact: true }).fill('right enough')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/conversations\/102/)
  },

  async 'staff are invited'(page, desk) {
    await page.goto(`${desk.url}/staff`)
    await page.getByRole('button', { name: 'Добавить сотрудника' }).click()
    await page.getByRole('button', { name: 'Добавить', exact: true }).click()
    await page.getByText('Укажите имя и фамилию').waitFor()
    await page.getByLabel('Имя и фамилия').fill('Ольга Петрова')
    await page.getByLabel('Почта для входа').fill('olga@example.com')
    await page.getByRole('button', { name: 'Придумать' }).click()
    await page.getByRole('button', { name: 'Добавить', exact: true }).click()
    await page.getByText('Добавлен сотрудник: Ольга Петрова').first().waitFor()
    await page.getByRole('heading', { name: 'Ольга Петрова' }).waitFor()
  },

  async 'a message that may have arrived is sent again only after a warning'(page, desk) {
    await open(page, desk, 111)
    const bubble = page.locator('article', { hasText: 'Олег, удалось встретиться?' })
    await bubble.getByRole('button', { name: 'Отправить ещё раз' }).click()
    await page.getByRole('dialog').getByText('Клиент может получить это сообщение дважды.').waitFor()
    await page.keyboard.press('Escape')
    await bubble.getByText('возможно, дошло', { exact: true }).waitFor()
    await bubble.getByRole('button', { name: 'Отправить ещё раз' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Отправить ещё раз' }).click()
    await bubble.getByText('отправлено').waitFor({ state: 'attached' })
  },

  async 'a blocked customer is reached another way, and a quote leads to its message'(page, desk) {
    await open(page, desk, 111)
    await page.getByRole('button', { name: /^В ответ на: Олег, курьер приедет/ }).click()
    await page.locator('article:focus', { hasText: 'Олег, курьер приедет сегодня' }).waitFor()
    const banner = page.getByRole('region', { name: 'Клиенту не написать' })
    assert.equal(await banner.getByText('там тоже не дойдёт').count(), 0)
    await banner.getByRole('link', { name: /почта.*oleg\.zimin@example\.com/ }).click()
    await page.waitForURL(/\/conversations\/103/)
  },

  async 'what is to be said by phone waits until a person ticks it off'(page, desk) {
    await open(page, desk, 112)
    await page.getByText('ждёт, пока вы скажете').waitFor()
    await page.getByRole('button', { name: 'Сказано клиенту' }).click()
    await page.locator('article', { hasText: 'её ведёт Иван Орлов' }).getByText('отправлено').waitFor({ state: 'attached' })
    await page.getByRole('button', { name: 'Сказано клиенту' }).waitFor({ state: 'detached' })
  },

  async 'who may be the same person is joined by a person’s word, and parted again'(page, desk) {
    await open(page, desk, 111)
    await page.getByText('Совпал телефон').waitFor()
    await page.getByRole('button', { name: 'Это один клиент' }).click()
    await page.getByText('Раньше: О. Зимин').waitFor()
    await page.getByText('Совпал телефон').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Разъединить' }).first().click()
    await page.getByText('Раньше: О. Зимин').waitFor({ state: 'detached' })
  },

  async 'an operator who is no admin sees how channels are and can change nothing'(page, desk) {
    await page.goto(desk.url)
    await page.getByText('Пётр Калашников').waitFor()
    assert.equal(await page.getByRole('link', { name: 'Каналы' }).count(), 0)
    assert.equal(await page.getByText('Каналы с неполадками').count(), 0)
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.getByRole('heading', { level: 1, name: 'Каналы' }).waitFor()
    await page.getByText('Платформа не принимает ключ или пароль').waitFor()
    assert.equal(
      await page
        .locator('main')
        .getByRole('button', { name: /Добавить|Проверить|Выключить|Изменить/ })
        .count(),
      0,
    )
  },

  async 'the operator of a broken channel is told at the composer that a reply waits'(page, desk) {
    await open(page, desk, 101)
    desk.change(101, (conversation) => Object.assign(conversation, { account: 'main' }))
    await page.getByText('ВКонтакте «main»: канал не работает').waitFor()
    await page.getByText('Ответ встанет в очередь').waitFor()
  },

  async 'a token that is refused is told at its field, and the form keeps what was typed'(page, desk) {
    await page.goto(`${desk.url}/settings/channels`)
    await page.getByRole('button', { name: 'Добавить канал' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: /Telegram/ }).click()
    await dialog.getByRole('button', { name: 'Добавить и проверить' }).click()
    await dialog.getByText('Заполните это поле').waitFor()
    const token = dialog.getByLabel('Токен бота', { exact: true })
    assert.equal(await token.getAttribute('type'), 'password')
    await token.fill('wrong')
    await dialog.getByRole('button', { name: 'Добавить и проверить' }).click()
    await dialog.getByText('Не подходит.').waitFor()
    assert.equal(await token.inputValue(), 'wrong')
    await token.fill('110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw')
    await dialog.getByRole('button', { name: 'Добавить и проверить' }).click()
    await dialog.getByText('Ключ подходит').waitFor()
    desk.test(['done', 'done', 'done', 'done'])
    await dialog.getByText('Канал работает').waitFor()
  },

  async 'the first set-up names what is missing and leads into the feed'(page, desk) {
    desk.signOut()
    await page.goto(`${desk.url}/set-up?token=abc`)
    await page.getByRole('button', { name: 'Начать работу' }).click()
    await page.getByText('Исправьте 5 полей').waitFor()
    await page.getByLabel('Имя и фамилия').fill('Иван Орлов')
    await page.getByLabel('Контакт для клиентов').fill('+7 900 000-00-01')
    await page.getByLabel('Почта для входа').fill('ivan@example.com')
    await page.getByLabel('Пароль').fill('a long password')
    await page.getByLabel('Название, как его знают клиенты').fill('Ромашка')
    await page.getByRole('button', { name: 'Начать работу' }).click()
    await page.getByRole('heading', { level: 1, name: 'Лента' }).waitFor()
  },
}

async function open(page: Page, desk: FakeDesk, id: number): Promise<void> {
  await page.goto(`${desk.url}/conversations/${id}`)
  await page.locator('article').first().waitFor()
  await page.getByRole('heading', { name: 'Лента' }).waitFor()
}

/** A key of a Cyrillic keyboard, which Playwright cannot type as such. */
const cyrillic = (page: Page, key: string, code: string): Promise<unknown> =>
  page.evaluate(
    ([key, code]) =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: key ?? '', code: code ?? '', bubbles: true, cancelable: true })),
    [key, code],
  )

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
let failed = 0
for (const [name, walk] of Object.entries(walks)) {
  if (process.argv[2] && !name.includes(process.argv[2])) continue
  const desk = await startFakeDesk({ root, isDemo: name.includes('demonstration'), isAdmin: !name.includes('operator who is no admin') })
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'ru',
    timezoneId: 'Europe/Moscow',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const broken: string[] = []
  page.on('console', (message) => /Content Security Policy|Warning|key/.test(message.text()) && broken.push(message.text()))
  page.on('pageerror', (error) => broken.push(String(error)))
  try {
    await walk(page, desk, context)
    assert.deepEqual(broken, [])
    console.warn(`ok   ${name}`)
  } catch (error) {
    failed += 1
    console.warn(`FAIL ${name}\n     ${String(error).split('\n').slice(0, 4).join('\n     ')}`)
    await page.screenshot({ path: `/tmp/console-walk-${failed}.png` })
  }
  await context.close()
  await desk.close()
}
await browser.close()
process.exitCode = failed > 0 ? 1 : 0
