import { expect, it } from 'vitest'
import { ownWords } from '../../../src/channels/email/parse-quotes.js'
import { letter, readMessage } from './letters.js'

const words = 'Телефон так и не заменили.\nЖду ответа.'
const quoted = '> Здравствуйте!\n> Жалоба № 100013 принята.'
const plain = 'Здравствуйте!\nЖалоба № 100013 принята.'

/** What the clients write above the letter that they answer, in their own words. */
const clients: Readonly<Record<string, string>> = {
  'Gmail ru': `${words}\n\nпн, 3 нояб. 2025 г. в 10:00, Поддержка <help@desk.example>:\n\n${quoted}`,
  'Gmail ru, wrapped': `${words}\n\nпн, 3 нояб. 2025 г. в 10:00, Очень Длинное Имя Отдела Заботы о Покупателях\n<help@desk.example>:\n\n${quoted}`,
  'Gmail en': `${words}\n\nOn Mon, Nov 3, 2025 at 10:00 AM Support <help@desk.example> wrote:\n\n${quoted}`,
  'Gmail en, wrapped': `${words}\n\nOn Mon, Nov 3, 2025 at 10:00 AM Support Department\n<help@desk.example>\nwrote:\n\n${quoted}`,
  'Gmail zh': `${words}\n\nSupport <help@desk.example> 于2025年11月3日周一 10:00写道：\n\n${quoted}`,
  'Outlook ru': `${words}\n\n________________________________\nОт: Поддержка <help@desk.example>\nОтправлено: 3 ноября 2025 г. 10:00\nКому: Анна\nТема: Жалоба\n\n${plain}`,
  'Outlook en': `${words}\n\nFrom: Support <help@desk.example>\nSent: Monday, November 3, 2025 10:00 AM\nTo: Anna\nSubject: RE: Phone\n\n${plain}`,
  'Outlook en, bold': `${words}\n\n*From:* Support <help@desk.example>\n*Sent:* Monday, November 3, 2025 10:00 AM\n*To:* Anna\n*Subject:* Phone\n\n${plain}`,
  'Outlook zh': `${words}\n\n发件人: Support <help@desk.example>\n发送时间: 2025年11月3日 10:00\n收件人: Anna\n主题: 投诉\n\n${plain}`,
  'Outlook Express ru': `${words}\n\n-----Исходное сообщение-----\nFrom: Support\n${plain}`,
  'Outlook Express en': `${words}\n\n-----Original Message-----\nFrom: Support\n${plain}`,
  Yandex: `${words}\n\n03.11.2025, 10:00, "Поддержка" <help@desk.example>:\n${quoted}`,
  'Yandex, wrote': `${words}\n\n03.11.2025, 10:00, Поддержка (help@desk.example) написал(а):\n${plain}`,
  'Mail.ru': `${words}\n\n\nПонедельник, 3 ноября 2025, 10:00 +03:00 от Поддержка <help@desk.example>:\n${quoted}`,
  'Mail.ru, unquoted': `${words}\n \nПонедельник, 3 ноября 2025, 10:00 +03:00 от Поддержка <help@desk.example>:\n \n${plain}`,
  'Apple ru': `${words}\n\n3 нояб. 2025 г., в 10:00, Поддержка <help@desk.example> написал(а):\n\n${quoted}`,
  'Apple en': `${words}\n\nOn 3 Nov 2025, at 10:00, Support <help@desk.example> wrote:\n\n${quoted}`,
  'Apple zh': `${words}\n\n在 2025年11月3日，10:00，Support <help@desk.example> 写道：\n\n${quoted}`,
  'Thunderbird ru': `${words}\n\n03.11.2025 10:00, Поддержка пишет:\n${quoted}`,
  'Thunderbird en': `${words}\n\nOn 11/3/25 10:00 AM, Support wrote:\n${quoted}`,
  'QQ Mail': `${words}\n\n\n------------------ 原始邮件 ------------------\n发件人: "Support"<help@desk.example>;\n发送时间: 2025年11月3日(星期一) 上午10:00\n收件人: "Anna"<anna@shop.example>;\n\n${plain}`,
  '163': `${words}\n\n\n在 2025-11-03 10:00:00，"Support" <help@desk.example> 写道：\n\n${plain}`,
  'signature by RFC 3676': `${words}\n-- \nАнна Иванова\n+7 900 000-00-00`,
  'iPhone ru': `${words}\n\nОтправлено с iPhone\n\n> 3 нояб. 2025 г., в 10:00, Поддержка <help@desk.example> написал(а):\n> \n${quoted}`,
  'iPhone zh': `${words}\n\n发自我的iPhone`,
  'Mail.ru app': `${words}\n\n--\nОтправлено из мобильной Почты Mail`,
  'bottom posting': `On 11/3/25 10:00 AM, Support wrote:\n${quoted}\n\n${words}`,
}

for (const [client, whole] of Object.entries(clients)) {
  it(`the customer's own words are told from what ${client} added`, () => expect(ownWords(whole)).toBe(words))
}

it('answers between the lines of a quote are all kept', () => {
  const whole = 'On 11/3/25 10:00 AM, Support wrote:\n> Какой цвет?\n\nКрасный.\n\n> Какой адрес?\n\nМосква, Тверская, 1.'
  expect(ownWords(whole)).toBe('Красный.\n\nМосква, Тверская, 1.')
})

it('ordinary sentences with times, names and colons stay', () => {
  for (const text of [
    '3 ноября 2025 в 10:00 мне позвонили и сказали:\nваш заказ отменён. Почему?',
    'Что я прошу:\n- деньги назад\n- извинения',
    'От: кого мне ждать ответа?',
    'Кому: мне.\nТак не годится.',
    'a -- b\n-- c --',
  ]) {
    expect(ownWords(text)).toBe(text)
  }
})

it('forwarded text is what the customer shows, so it stays', () => {
  const whole =
    'Посмотрите:\n\n---------- Forwarded message ---------\nFrom: Shop <shop@example.com>\nDate: Mon\nSubject: Order\nTo: me\n\nВаш заказ отменён.'
  expect(ownWords(whole)).toBe(whole)
})

it('where nothing but a quote or a signature is left, all of it is shown', () => {
  for (const whole of [`On 11/3/25 10:00 AM, Support wrote:\n${quoted}`, 'Sent from my iPhone', '-- \nАнна'])
    expect(ownWords(whole)).toBe(whole)
})

it('the whole letter stays one step away', async () => {
  const message = await readMessage(letter('Content-Type: text/plain; charset=utf-8', clients['Gmail ru']))
  expect(message.text).toBe(words)
  expect(message.whole).toBe(clients['Gmail ru'])
  expect((await readMessage(letter('', words))).whole).toBeUndefined()
})

it('HTML of Gmail, Outlook and QQ Mail is cut as their plain text is', async () => {
  const bodies = [
    `<div dir="ltr">Телефон так и не заменили.<br>Жду ответа.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">пн, 3 нояб. 2025 г. в 10:00, Поддержка &lt;<a href="mailto:help@desk.example">help@desk.example</a>&gt;:<br></div><blockquote class="gmail_quote">Здравствуйте!<br>Жалоба № 100013</blockquote></div>`,
    `<div class="WordSection1"><p class="MsoNormal">Телефон так и не заменили.<br>Жду ответа.<o:p></o:p></p><div style="border:none"><p class="MsoNormal"><b>От:</b> Поддержка &lt;help@desk.example&gt;<br><b>Отправлено:</b> 3 ноября 2025 г. 10:00<br><b>Кому:</b> Анна<br><b>Тема:</b> Жалоба<o:p></o:p></p></div><p>Здравствуйте!</p></div>`,
    `<div>Телефон так и не заменили.</div><div>Жду ответа.</div><div><br></div><div>------------------&nbsp;原始邮件&nbsp;------------------</div><div><b>发件人:</b> "Support"</div><div>Здравствуйте!</div>`,
  ]
  for (const body of bodies) expect((await readMessage(letter('Content-Type: text/html; charset=utf-8', body))).text).toBe(words)
})
