import type {
  AccountDto,
  CategoryDto,
  ComplaintDto,
  ConversationDto,
  FileDto,
  JournalLineDto,
  Me,
  MessageDto,
  StaffMemberDto,
} from '../../src/http/contract'

const minute = 60_000
const hour = 60 * minute

type Seed = {
  id: number
  name: string | null
  channel: string
  language: 'ru' | 'en' | 'zh'
  category: string
  priority: ComplaintDto['priority']
  status: ComplaintDto['status']
  stage: string
  holder: ConversationDto['holder']
  view: ConversationDto['view']
  /** Minutes from now; negative is late. */
  due: number
  clock: ComplaintDto['clocks'][number]['name']
  lines: readonly (readonly [who: 'in' | 'bot' | 'me' | 'anna' | 'note', text: string])[]
  kind?: ComplaintDto['kind']
  snoozed?: { hours: number; reason: string }
}

const ivan = { kind: 'operator', id: 1, name: 'Иван Орлов' } as const
const anna = { kind: 'operator', id: 2, name: 'Анна Кузнецова' } as const
const queue = { kind: 'queue', reason: 'wants-person' } as const
const flow = { kind: 'flow' } as const

const seeds: readonly Seed[] = [
  {
    id: 101,
    name: 'Пётр Калашников',
    channel: 'vk',
    language: 'ru',
    category: 'payment.double',
    priority: 'critical',
    status: 'new',
    stage: 'assigned',
    holder: queue,
    view: 'now',
    due: -12,
    clock: 'first-answer',
    lines: [
      ['in', 'Деньги списали дважды! Если не вернёте до вечера, иду в суд.'],
      [
        'bot',
        'Пётр, здравствуйте! Простите за неприятность. Жалоба № 100148 принята, её ведёт Иван Орлов, +7 900 000-00-01. Ответим до 14:45. Ход дела: https://otklik.example/status/abc',
      ],
    ],
  },
  {
    id: 102,
    name: 'Мария Белова',
    channel: 'web',
    language: 'ru',
    category: 'delivery.damage',
    priority: 'high',
    status: 'in-work',
    stage: 'checking',
    holder: ivan,
    view: 'now',
    due: 7.6,
    clock: 'next-answer',
    lines: [
      ['in', 'Мне привезли разбитый телефон, верните деньги!'],
      [
        'bot',
        'Мария, здравствуйте! Простите за неприятность. Жалоба № 100155 принята, её ведёт Иван Орлов, +7 900 000-00-01. Ответим до 13:15. Ход дела: https://otklik.example/status/def',
      ],
      ['bot', 'Чего бы вам хотелось?'],
      ['in', 'Вернуть деньги'],
      ['in', 'Вот фото коробки, видно, что её уже вскрывали'],
      ['note', '@Склад нужна запись с камеры на выдаче за вчера, 18:00–19:00'],
      ['me', 'Мария, извините нас. Фото получил, уже запросил у склада запись с камеры. Отвечу вам сегодня до 15:00.'],
      ['in', 'Спасибо. И ещё курьер нахамил мне, когда я показала ему коробку. Это вообще нормально?'],
    ],
  },
  {
    id: 103,
    name: '李伟',
    channel: 'email',
    language: 'zh',
    category: 'delivery.late',
    priority: 'normal',
    status: 'new',
    stage: 'assigned',
    holder: queue,
    view: 'now',
    due: 48,
    clock: 'first-answer',
    lines: [
      ['in', '包裹迟到三天了，客服电话一直没人接，请尽快处理！'],
      [
        'bot',
        '李伟您好，很抱歉给您带来不便。单号 100162 已受理，负责人：Иван Орлов（+7 900 000-00-01），我们将在 16:00 前答复。进度查询：https://otklik.example/status/ghi',
      ],
    ],
  },
  {
    id: 104,
    name: 'Sarah Johnson',
    channel: 'telegram',
    language: 'en',
    category: 'staff.rude',
    priority: 'high',
    status: 'returned',
    stage: 'checking',
    holder: anna,
    view: 'now',
    due: 95,
    clock: 'next-answer',
    lines: [
      ['in', 'Your courier shouted at my mother. Nobody has called her back yet, this is the second time I write.'],
      ['bot', 'Hello Sarah, we are sorry this happened. Your complaint No. 100179 is registered.'],
      ['anna', 'Dear Sarah, I have spoken with the depot. The courier will not deliver to you again.'],
      ['in', 'That is not an apology.'],
    ],
  },
  {
    id: 105,
    name: null,
    channel: 'web',
    language: 'ru',
    category: 'other',
    priority: 'low',
    status: 'new',
    stage: 'assigned',
    holder: queue,
    view: 'now',
    due: 240,
    clock: 'first-answer',
    kind: 'question',
    lines: [
      ['in', 'Где мой заказ 123?'],
      ['bot', 'Здравствуйте! Вопрос № 100186 записан, ответит Анна Кузнецова. Ответим до 17:00.'],
    ],
  },
  {
    id: 106,
    name: 'Константин Александрович Преображенский-Воскресенский',
    channel: 'web',
    language: 'ru',
    category: 'product.defect',
    priority: 'normal',
    status: 'in-work',
    stage: 'checking',
    holder: ivan,
    view: 'now',
    due: 1500,
    clock: 'decision',
    lines: [
      [
        'in',
        'Холодильник перестал морозить через неделю после покупки, мастер не едет, трубку никто не берёт, а гарантийный талон мне на кассе вообще не отдали.',
      ],
      ['bot', 'Жалоба № 100193 принята.'],
    ],
  },
  {
    id: 107,
    name: 'Ольга Смирнова',
    channel: 'web',
    language: 'ru',
    category: 'payment.refund',
    priority: 'normal',
    status: 'waiting-customer',
    stage: 'checking',
    holder: ivan,
    view: 'waiting',
    due: 600,
    clock: 'decision',
    lines: [
      ['in', 'Не приходит возврат'],
      ['me', 'Ольга, пришлите, пожалуйста, номер заказа.'],
    ],
  },
  {
    id: 108,
    name: 'Дмитрий Волков',
    channel: 'email',
    language: 'ru',
    category: 'delivery.damage',
    priority: 'high',
    status: 'waiting-department',
    stage: 'checking',
    holder: anna,
    view: 'waiting',
    due: 130,
    clock: 'department',
    lines: [
      ['in', 'Шкаф приехал с царапиной'],
      ['anna', 'Дмитрий, спросил склад, отвечу завтра.'],
    ],
  },
  {
    id: 109,
    name: 'Emily Clark',
    channel: 'web',
    language: 'en',
    category: 'other',
    priority: 'low',
    status: 'snoozed',
    stage: 'checking',
    holder: ivan,
    view: 'snoozed',
    due: 2000,
    clock: 'decision',
    snoozed: { hours: 3.4, reason: 'ждём ответ банка' },
    lines: [
      ['in', 'My voucher does not work'],
      ['me', 'We have asked the bank, back to you in the afternoon.'],
    ],
  },
  {
    id: 110,
    name: '王芳',
    channel: 'web',
    language: 'zh',
    category: 'product.defect',
    priority: 'normal',
    status: 'with-bot',
    stage: 'assigned',
    holder: flow,
    view: 'bot',
    due: 55,
    clock: 'first-answer',
    lines: [
      ['in', '投诉'],
      ['bot', '您好，很抱歉给您带来不便。单号 100209 已受理。'],
      ['bot', '请问发生了什么？'],
    ],
  },
]

/** Told by phone: what is to be said to the customer waits until a person has said it. */
const phoned: Seed = {
  id: 112,
  name: 'Вера Павловна',
  channel: 'phone',
  language: 'ru',
  category: 'staff.rude',
  priority: 'normal',
  status: 'new',
  stage: 'assigned',
  holder: ivan,
  view: 'now',
  due: 200,
  clock: 'first-answer',
  lines: [
    ['in', 'В пункте выдачи нагрубили и не отдали посылку'],
    ['bot', 'Вера Павловна, жалоба № 100223 принята, её ведёт Иван Орлов.'],
  ],
}

/** What customers and platforms do to messages, in one conversation in which the bot was blocked. */
const touched: Seed = {
  id: 111,
  name: 'Олег Зимин',
  channel: 'telegram',
  language: 'ru',
  category: 'delivery.late',
  priority: 'normal',
  status: 'in-work',
  stage: 'checking',
  holder: ivan,
  view: 'now',
  due: 180,
  clock: 'next-answer',
  lines: [
    ['in', 'Курьер не приехал второй раз, номер заказа А-20418'],
    ['bot', 'Олег, здравствуйте! Жалоба № 100216 принята.'],
    ['in', 'Это ответ вашего магазина, между прочим'],
    ['in', 'Вот фото и голосовое'],
    ['me', 'Олег, курьер приедет сегодня с 18 до 20.'],
    ['in', 'Ладно, жду'],
    ['me', 'Курьер выехал, его телефон +7 900 000-00-09.'],
    ['me', 'Олег, удалось встретиться?'],
    ['bot', 'Подскажите, пожалуйста, адрес.'],
    ['me', 'Оставим заказ в пункте выдачи?'],
  ],
}

function touch(messages: readonly MessageDto[]): MessageDto[] {
  const [first, , third, fourth, fifth, sixth, seventh, eighth, ninth, tenth] = messages
  const edit = { editedAt: at(-2 * hour), before: ['Курьер не приехал второй раз', 'Курьер не приехал второй раз, номер заказа А-204'] }
  const files: FileDto[] = [
    { ...photo, id: 5, name: 'дверь.jpg', state: 'waiting' },
    {
      ...letter,
      id: 6,
      name: 'голосовое.ogg',
      contentType: 'audio/ogg',
      state: 'lost',
      failure: 'too-large: Telegram gives bots files of up to 20 MB',
    },
  ]
  const changes = new Map<MessageDto | undefined, Partial<MessageDto>>([
    [first, edit],
    [third, { forwardedFrom: 'Магазин на Лесной' }],
    [fourth, { files }],
    [fifth, { delivery: 'read', deliveredAt: at(-2 * hour), reactions: ['👍'] }],
    [sixth, { deletedAt: at(-hour), replyTo: { id: fifth!.id, text: fifth!.text } }],
    [seventh, { delivery: 'queued', retryAt: at(4 * minute), failure: 'throttled: Telegram answered 429: Too Many Requests' }],
    [eighth, { delivery: 'uncertain', failure: 'uncertain: no answer from Telegram: ECONNRESET' }],
    [ninth, { delivery: 'failed', failure: 'silenced: silenced' }],
    [tenth, { delivery: 'failed', failure: 'blocked: Telegram answered 403: Forbidden: bot was blocked by the user' }],
  ])
  return messages.map((message) => ({ ...message, ...changes.get(message) }))
}

export const staff: StaffMemberDto[] = [
  {
    id: 1,
    name: 'Иван Орлов',
    contact: '+7 900 000-00-01',
    email: 'ivan@example.com',
    role: 'admin',
    languages: ['ru', 'en'],
    isManager: true,
    isDemo: false,
    isAvailable: true,
    load: 12,
    maxLoad: 30,
  },
  {
    id: 2,
    name: 'Анна Кузнецова',
    contact: '+7 900 000-00-02',
    email: 'anna@example.com',
    role: 'manager',
    languages: ['ru'],
    isManager: true,
    isDemo: false,
    isAvailable: true,
    load: 8,
    maxLoad: 30,
  },
  {
    id: 3,
    name: '陈静',
    contact: null,
    email: 'chen@example.com',
    role: 'operator',
    languages: ['zh', 'en'],
    isManager: false,
    isDemo: false,
    isAvailable: false,
    load: 4,
    maxLoad: 20,
  },
  {
    id: 4,
    name: 'Демо-менеджер Ромашкин',
    contact: 'demo',
    email: null,
    role: 'operator',
    languages: ['ru'],
    isManager: true,
    isDemo: true,
    isAvailable: true,
    load: 0,
    maxLoad: 30,
  },
]

const names = (ru: string, en: string, zh: string) => ({ ru, en, zh })
export const categories: CategoryDto[] = [
  { key: 'delivery', parent: null, names: names('Доставка', 'Delivery', '配送'), team: null },
  { key: 'delivery.damage', parent: 'delivery', names: names('Порча', 'Damage', '损坏'), team: null },
  { key: 'delivery.late', parent: 'delivery', names: names('Опоздание', 'Late', '延误'), team: null },
  { key: 'payment', parent: null, names: names('Оплата', 'Payment', '支付'), team: null },
  { key: 'payment.double', parent: 'payment', names: names('Двойное списание', 'Charged twice', '重复扣款'), team: null },
  { key: 'payment.refund', parent: 'payment', names: names('Возврат денег', 'Refund', '退款'), team: null },
  { key: 'product', parent: null, names: names('Товар', 'Product', '商品'), team: null },
  { key: 'product.defect', parent: 'product', names: names('Брак', 'Defect', '质量问题'), team: null },
  { key: 'staff', parent: null, names: names('Обслуживание', 'Service', '服务'), team: null },
  { key: 'staff.rude', parent: 'staff', names: names('Грубость', 'Rudeness', '态度恶劣'), team: null },
  { key: 'other', parent: null, names: names('Другое', 'Other', '其他'), team: null },
]

const stored = { state: 'stored', failure: null } as const
export const photo: FileDto = {
  id: 1,
  name: 'korobka.jpg',
  contentType: 'image/png',
  sizeBytes: 240_128,
  url: '/api/v1/files/1',
  ...stored,
}
const letter: FileDto = {
  id: 2,
  name: 'Чек об оплате, длинное имя файла.pdf',
  contentType: 'application/pdf',
  sizeBytes: 1_840_128,
  url: '/api/v1/files/2',
  ...stored,
}

const at = (ms: number): string => new Date(Date.now() + ms).toISOString()
const numbers = ['100148', '100155', '100162', '100179', '100186', '100193', '100203', '100210', '100227', '100209', '100223', '100216']
const brand = { id: 1, name: 'Ромашка', isDemo: false }

export const meOf = (isDemo: boolean): Me => ({
  staff: staff[0]!,
  rights: [
    'conversations.read',
    'conversations.write',
    'complaints.read',
    'journal.read',
    'files.read',
    'files.write',
    'staff.read',
    'staff.write',
    'desk.write',
  ],
  brand: { ...brand, isDemo, timeZone: 'Europe/Moscow', language: 'ru' },
  hasDemo: isDemo,
})

function clocksOf(seed: Seed): ComplaintDto['clocks'] {
  const none = { promisedAt: null, metAt: null, breachedAt: null, pausedAt: null, pauseReason: null }
  const running = {
    ...none,
    name: seed.clock,
    startedAt: at(seed.due * minute - 3 * hour),
    dueAt: at(seed.due * minute),
    promisedAt: at(seed.due * minute + 15 * minute),
  }
  const acknowledge = {
    ...none,
    name: 'acknowledge' as const,
    startedAt: at(-3 * hour),
    dueAt: at(-3 * hour + 5 * minute),
    metAt: at(-3 * hour + 1400),
  }
  const decision = { ...none, name: 'decision' as const, startedAt: at(-3 * hour), dueAt: at(28 * hour) }
  return seed.clock === 'decision'
    ? [acknowledge, running]
    : [acknowledge, { ...running, breachedAt: seed.due < 0 ? running.dueAt : null }, decision]
}

function complaintOf(seed: Seed, index: number): ComplaintDto {
  const number = numbers[index] ?? '100999'
  return {
    id: 1000 + seed.id,
    number,
    kind: seed.kind ?? 'complaint',
    status: seed.status,
    stage: { key: seed.stage, name: seed.stage, customerName: seed.stage },
    manager: { id: 1, name: 'Иван Орлов', contact: '+7 900 000-00-01' },
    category: { key: seed.category, names: categories.find((one) => one.key === seed.category)!.names },
    priority: seed.priority,
    priorityWhy:
      seed.priority === 'critical'
        ? ['risk:court', 'severity:3', 'urgency:2']
        : seed.priority === 'high'
          ? ['severity:2', 'urgency:1']
          : [],
    risks: seed.priority === 'critical' ? ['court', 'money'] : [],
    isSure: seed.category !== 'other',
    language: seed.language,
    summary: seed.lines[0]![1],
    facts:
      seed.id === 102
        ? [
            { name: 'wanted', value: 'refund' },
            { name: 'order', value: 'A-20417' },
          ]
        : [],
    person: {
      id: seed.id,
      name: seed.name,
      phone: seed.id === 102 ? '+7 912 345-67-89' : null,
      email: seed.id % 2 ? `client${seed.id}@example.com` : null,
      importance: seed.id === 102 ? 'valued' : 'normal',
    },
    brand,
    clocks: clocksOf(seed),
    conversationIds: [seed.id],
    channel: seed.channel,
    result: null,
    cause: null,
    rating: null,
    snoozedUntil: seed.snoozed ? at(seed.snoozed.hours * hour) : null,
    snoozeReason: seed.snoozed?.reason ?? null,
    createdAt: at(-3 * hour - index * 5 * hour),
    acknowledgedAt: at(-3 * hour + 1400),
    deliveredAt: null,
    resolvedAt: null,
    closedAt: null,
    statusUrl: 'https://otklik.example/status/abc',
  }
}

/** What a message is before anything happens to it. */
export const untouched = {
  retryAt: null,
  failure: null,
  deliveredAt: null,
  editedAt: null,
  before: [],
  deletedAt: null,
  reactions: [],
  replyTo: null,
  whole: null,
  forwardedFrom: null,
} satisfies Partial<MessageDto>

function messagesOf(seed: Seed): MessageDto[] {
  return seed.lines.map(([who, text], index) => ({
    ...untouched,
    id: seed.id * 100 + index,
    seq: index + 1,
    direction: who === 'in' ? 'in' : 'out',
    author:
      who === 'in'
        ? { kind: 'person', name: seed.name }
        : who === 'bot'
          ? { kind: 'flow', name: 'Бот' }
          : { kind: 'operator', name: who === 'anna' ? 'Анна Кузнецова' : 'Иван Орлов' },
    visibility: who === 'note' ? 'note' : 'public',
    text,
    choices: text === 'Чего бы вам хотелось?' ? ['Вернуть деньги', 'Заменить', 'Другое'].map((title) => ({ value: title, title })) : [],
    files: text.startsWith('Вот фото') ? [photo, letter] : [],
    delivery: who === 'in' || who === 'note' ? null : index === 1 ? 'read' : 'sent',
    complaintNumber: index === 1 ? (numbers[seeds.indexOf(seed)] ?? null) : null,
    at: at(index < 3 ? -26 * hour + index * 4000 : -3 * hour + index * 8 * minute),
    externalId: null,
  }))
}

export function conversationOf(seed: Seed, complaint: ComplaintDto, messages: readonly MessageDto[]): ConversationDto {
  const running = complaint.clocks.find((clock) => clock.name === seed.clock)!
  const { conversationIds: _ids, clocks: _clocks, person: _person, ...rest } = complaint
  const brief = { ...rest, nextClock: { name: running.name, dueAt: running.dueAt } }
  return {
    id: seed.id,
    channel: seed.channel,
    account: 'default',
    externalId: `x${seed.id}`,
    holder: seed.holder,
    person: { id: seed.id, name: seed.name },
    complaintNumbers: [complaint.number],
    view: seed.view,
    nextClock: { name: running.name, dueAt: running.dueAt, startedAt: running.startedAt },
    lastMessageAt: messages.at(-1)?.at ?? null,
    lastPreview: messages.at(-1)?.text ?? '',
    language: seed.language,
    brand,
    complaint: brief,
    isEnded: false,
    complaints: [brief],
    context: {},
    to: seed.channel === 'email' ? `client${seed.id}@example.com` : String(70_000 + seed.id),
    blockedAt: null,
    ways: [],
    joins: [],
    proposals: [],
    suspicions:
      seed.id === 102 ? [{ messageId: seed.id * 100 + 7, text: messages.at(-1)!.text, category: 'staff.rude', decideAt: at(105_000) }] : [],
  }
}

const journal: readonly (readonly [actor: JournalLineDto['actor']['kind'], action: string, data: Record<string, unknown>])[] = [
  ['person', 'registered', { kind: 'complaint', category: 'delivery.damage' }],
  ['system', 'assigned', { manager: 1 }],
  ['system', 'acknowledged', { message: 1 }],
  ['person', 'fact-told', { name: 'wanted', value: 'x' }],
  ['operator', 'taken', { from: 'flow' }],
  ['operator', 'status', { from: 'with-bot', to: 'in-work' }],
  ['operator', 'stage', { from: 'assigned', to: 'checking' }],
  ['operator', 'noted', { message: 3 }],
  ['operator', 'replied', { message: 4 }],
  ['person', 'customer-wrote', { message: 5 }],
  ['system', 'clock-breached', { clock: 'first-answer' }],
]

export const journalLines = (): JournalLineDto[] =>
  journal
    .map(([kind, action, data], index) => ({
      seq: index + 1,
      at: at(-3 * hour + index * 6 * minute),
      actor: { kind, id: kind === 'operator' ? 1 : null, name: kind === 'operator' ? 'Иван Орлов' : null },
      action,
      data,
      hash: 'h',
    }))
    .reverse()

const wholeLetter = `Шкаф приехал с царапиной

> 20 ноября вы писали:
> Ваш заказ передан в доставку.

-- 
Дмитрий Волков, +7 900 000-01-08`

export function seedDesk() {
  const all = [...seeds, phoned, touched]
  const complaints = all.map(complaintOf)
  const messages = new Map(all.map((seed) => [seed.id, messagesOf(seed)]))
  messages.set(touched.id, touch(messages.get(touched.id)!))
  messages.get(108)![0]!.whole = wholeLetter
  Object.assign(messages.get(phoned.id)![1]!, { delivery: 'queued', retryAt: '9999-12-31T00:00:00.000Z' } satisfies Partial<MessageDto>)
  const conversations = all.map((seed, index) => conversationOf(seed, complaints[index]!, messages.get(seed.id)!))
  Object.assign(conversations.at(-1)!, {
    blockedAt: at(-20 * minute),
    ways: [
      { conversationId: 103, channel: 'email', account: 'main', to: 'oleg.zimin@example.com', blockedAt: null },
      { conversationId: 101, channel: 'vk', account: 'main', to: '70101', blockedAt: at(-hour) },
    ],
    joins: [{ id: 1, way: 'link', at: at(-2 * hour), from: 'Олег' }],
    proposals: [{ conversationId: 105, channel: 'web', to: 'x105', name: 'О. Зимин', by: 'phone' }],
  } satisfies Partial<ConversationDto>)
  return { complaints, messages, conversations, accounts: accountsOf() }
}

const well = { status: 'ok', statusCode: null, statusReason: null, statusAt: null } as const
const accountsOf = (): AccountDto[] => [
  {
    ...well,
    id: 1,
    channel: 'web',
    name: 'default',
    brand,
    source: 'starter',
    isEnabled: true,
    lastInAt: at(-4 * minute),
    lastOutAt: at(-3 * minute),
    waiting: 0,
    webhookUrl: null,
  },
  {
    ...well,
    id: 2,
    channel: 'telegram',
    name: 'default',
    brand,
    source: 'environment',
    isEnabled: true,
    lastInAt: at(-2 * minute),
    lastOutAt: at(-minute),
    waiting: 0,
    webhookUrl: null,
  },
  {
    id: 3,
    channel: 'vk',
    name: 'main',
    brand,
    source: 'console',
    isEnabled: true,
    status: 'broken',
    statusCode: 'misconfigured',
    statusReason: 'VK answered 5: User authorization failed',
    statusAt: at(-35 * minute),
    lastInAt: at(-40 * minute),
    lastOutAt: at(-50 * minute),
    waiting: 3,
    webhookUrl: 'https://desk.example.com/channels/vk/main/callback',
  },
  {
    id: 4,
    channel: 'email',
    name: 'care',
    brand,
    source: 'console',
    isEnabled: true,
    status: 'failing',
    statusCode: 'unreachable',
    statusReason: 'the mailbox was not reached (ECONNREFUSED)',
    statusAt: at(-3 * minute),
    lastInAt: at(-26 * hour),
    lastOutAt: null,
    waiting: 1,
    webhookUrl: null,
  },
  {
    ...well,
    id: 5,
    channel: 'bot',
    name: 'teams',
    brand,
    source: 'console',
    isEnabled: false,
    lastInAt: null,
    lastOutAt: null,
    waiting: 0,
    webhookUrl: 'https://desk.example.com/channels/bot/teams/messages',
  },
]
