import { expect, it } from 'vitest'
import { readPart } from '../../../src/channels/email/parse-letter.js'
import { readers } from '../../../src/channels/email/parse-mime.js'
import { letter, readMessage } from './letters.js'

const png = 'iVBORw0KGgo='
const mixed = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=bb'
const parts = (...bodies: string[]) => `${bodies.map((body) => `--bb\n${body}`).join('\n')}\n--bb--`
const text = 'Content-Type: text/plain; charset=utf-8\n\nСмотрите вложение.'

/** [MS-OXTNEF]: signature, key, then attributes of level, id, length, value, checksum; attAttachment holds MAPI properties. */
function winmail(files: readonly { readonly name: string; readonly content: string }[], body = ''): Buffer {
  const attribute = (level: number, id: number, value: Buffer) => {
    const head = Buffer.alloc(9)
    head.writeUInt8(level)
    head.writeUInt32LE(id, 1)
    head.writeUInt32LE(value.length, 5)
    const sum = Buffer.alloc(2)
    sum.writeUInt16LE(value.reduce((total, byte) => total + byte, 0) & 0xffff)
    return Buffer.concat([head, value, sum])
  }
  const unicode = (tag: number, words: string) => {
    const value = Buffer.from(`${words}\0`, 'utf16le')
    const head = Buffer.alloc(12)
    head.writeUInt16LE(0x1f)
    head.writeUInt16LE(tag, 2)
    head.writeUInt32LE(1, 4)
    head.writeUInt32LE(value.length, 8)
    return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)])
  }
  const list = (...properties: Buffer[]) => Buffer.concat([Buffer.from(Uint32Array.of(properties.length).buffer), ...properties])
  const start = Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0])
  return Buffer.concat([
    start,
    attribute(1, 0x00069003, list(...(body === '' ? [] : [unicode(0x1000, body)]))),
    ...files.flatMap(({ name, content }) => [
      attribute(2, 0x00069002, Buffer.alloc(14)),
      attribute(2, 0x00018010, Buffer.from('FILE~1.TXT\0')),
      attribute(2, 0x0006800f, Buffer.from(content)),
      attribute(2, 0x00069005, list(unicode(0x3707, name), unicode(0x370e, 'text/plain'))),
    ]),
  ])
}

const tnefPart = (bytes: Buffer) =>
  `Content-Type: application/ms-tnef; name=winmail.dat\nContent-Disposition: attachment; filename=winmail.dat\nContent-Transfer-Encoding: base64\n\n${bytes.toString('base64').replace(/.{76}/g, '$&\n')}`

it('D13: files of a winmail.dat are files of the letter, under their own names', async () => {
  const raw = letter(
    mixed,
    parts(
      text,
      tnefPart(
        winmail([
          { name: 'чек.txt', content: 'один' },
          { name: 'акт.txt', content: 'два' },
        ]),
      ),
    ),
  )
  for (const reader of ['mailparser', 'postal-mime'] as const) {
    const message = await readMessage(raw, reader)
    expect(message.text).toBe('Смотрите вложение.')
    expect(message.files.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([
      ['чек.txt', 8],
      ['акт.txt', 6],
    ])
    expect(Buffer.from((await readPart(raw, `${reader}.0.1`)) ?? []).toString()).toBe('два')
  }
})

it('D13: the words of a letter that is nothing but a winmail.dat are read', async () => {
  expect((await readMessage(letter(mixed, parts(tnefPart(winmail([], 'Телефон разбит.')))))).text).toBe('Телефон разбит.')
})

it('D13: a broken winmail.dat is offered as it is, wherever it breaks', async () => {
  const whole = winmail([{ name: 'чек.txt', content: 'один' }])
  for (let length = 0; length < whole.length; length += 7) {
    const message = await readMessage(letter(mixed, parts(text, tnefPart(whole.subarray(0, length)))))
    expect(message.text).toBe('Смотрите вложение.')
    expect(message.files.length).toBeLessThanOrEqual(1)
  }
  expect((await readMessage(letter(mixed, parts(text, tnefPart(whole.subarray(0, 60)))))).files[0]?.name).toBe('winmail.dat')
})

it('D26: invitations, signatures, keys, letters and pictures of the text are kept as files beside the words', async () => {
  const raw = letter(
    mixed,
    parts(
      text,
      `Content-Type: image/png\nContent-Disposition: inline\nContent-ID: <logo@x>\nContent-Transfer-Encoding: base64\n\n${png}`,
      'Content-Type: text/calendar; method=REQUEST; charset=utf-8\n\nBEGIN:VCALENDAR\nEND:VCALENDAR',
      `Content-Type: application/pkcs7-signature; name=smime.p7s\nContent-Transfer-Encoding: base64\n\n${png}`,
      'Content-Type: application/pgp-keys; name=key.asc\n\n-----BEGIN PGP PUBLIC KEY BLOCK-----',
      'Content-Type: message/rfc822\n\nFrom: shop@example.com\nSubject: =?utf-8?B?0JfQsNC60LDQtw==?=\n\nЗаказ отменён.',
    ),
  )
  for (const reader of ['mailparser', 'postal-mime'] as const) {
    const message = await readMessage(raw, reader)
    expect(message.text).toBe('Смотрите вложение.')
    expect(message.files.map(({ name }) => name)).toEqual(['invitation.ics', 'smime.p7s', 'key.asc', 'Заказ.eml', 'image.png'])
    for (const { ref, sizeBytes } of message.files) {
      const part = 'remote' in ref ? ref.remote.split('/')[2] : ''
      expect((await readPart(raw, part ?? ''))?.length).toBe(sizeBytes)
    }
  }
})

it('D26: a letter passed on as a file without a word shows its words and whose they are', async () => {
  const raw = letter(
    mixed,
    parts('Content-Type: message/rfc822\n\nFrom: Shop <shop@example.com>\nSubject: Order\n\nYour order is cancelled.'),
  )
  expect(await readMessage(raw)).toMatchObject({ text: 'Your order is cancelled.', forwardedFrom: 'Shop', files: [{ name: 'Order.eml' }] })
})

it('D28: file names lose what reverses, hides and leads elsewhere', async () => {
  const named = async (parameter: string) =>
    (await readMessage(letter(mixed, parts(text, `Content-Type: application/x-thing\nContent-Disposition: attachment; ${parameter}\n\nx`))))
      .files[0]?.name
  expect(await named("filename*=utf-8''%E2%80%AEgpj.exe")).toBe('gpj.exe')
  expect(await named('filename="../../etc/passwd"')).toBe('passwd')
  expect(await named("filename*=utf-8''%E2%80%8B.htaccess")).toBe('.htaccess')
  expect(await named("filename*0*=koi8-r''%FE%C5; filename*1*=%CB.pdf")).toBe('Чек.pdf')
  expect(await named('filename="=?windows-1251?B?1+XqLnBkZg==?="')).toBe('Чек.pdf')
  expect(await named(`filename="${'я'.repeat(5_000)}.pdf"`)).toHaveLength(200)
})

it('over ten files the tenth is the letter itself, which holds them all', async () => {
  const raw = letter(
    mixed,
    parts(
      text,
      ...Array.from({ length: 12 }, (_, n) => `Content-Type: image/png; name=${n}.png\nContent-Transfer-Encoding: base64\n\n${png}`),
    ),
  )
  const { files } = await readMessage(raw)
  expect(files.map(({ name }) => name)).toEqual([...Array.from({ length: 9 }, (_, n) => `${n}.png`), 'letter.eml'])
  expect((await readPart(raw, 'source'))?.length).toBe(raw.length)
})

it('words between files are all shown, and HTML beside plain text is not shown twice', async () => {
  const raw = letter(
    mixed,
    parts(text, `Content-Type: image/png\n\n${png}`, 'Content-Type: text/html; charset=utf-8\n\n<p>И ещё вот это.</p>'),
  )
  for (const reader of readers.slice(0, 1)) expect((await readMessage(raw, reader)).text).toBe('Смотрите вложение.\n\nИ ещё вот это.')
  const alternative = mixed.replace('mixed', 'alternative')
  expect(
    (await readMessage(letter(alternative, parts(text, 'Content-Type: text/html; charset=utf-8\n\n<p>Смотрите <b>вложение</b>.</p>'))))
      .text,
  ).toBe('Смотрите вложение.')
})

it('HTML becomes readable text: lists, tables, links, entities, without scripts and styles', async () => {
  const body =
    '<html><head><title>t</title><style>p{}</style></head><body><p>Счёт&nbsp;№&#160;5 &mdash; &#x20ac;10 &amp; <b>всё</b></p><ul><li>один<li>два</ul><table><tr><td>a</td><td>b</td></tr></table><a href="https://shop.example/1">заказ</a><script>alert(1)</script><pre>  x\n  y</pre></body></html>'
  expect((await readMessage(letter('Content-Type: text/html; charset=utf-8', body))).text).toBe(
    'Счёт № 5 — €10 & всё\n\n- один\n- два\na b\nзаказ <https://shop.example/1>\n  x\n  y',
  )
})
