import type { Reading } from '../core/model/reading.js'

/** Small talk: what short answers mean. Complaints, praise and the like are read elsewhere and come in the event's reading. */

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}\s]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()

/** Words; two Chinese characters weigh as one. */
export function countWords(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const others = text.replace(/\p{Script=Han}/gu, ' ').match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0
  return others + Math.ceil(han / 2)
}

/** A fragment: at most three words. */
export const isBrief = (text: string): boolean => countWords(text) <= 3

export function isThanks(text: string): boolean {
  if (plain(text) === '') return text.includes('🙏')
  if (countWords(text) > 7 || text.includes('?')) return false
  const words = plain(text)
  if (/(?:^|\s)(?:но|только|однако|but|however)(?:\s|$)|但|不过/u.test(words)) return false
  return /(?:^|\s)(?:спасибо|спс|благодарю|признателен|признательна|thanks|thank you|thx|cheers|appreciate)|谢谢|多谢|感谢|谢了/u.test(
    words,
  )
}

const agreements = new Set(
  (
    'до свидания|пока|всего доброго|всего хорошего|хорошего дня|до связи|bye|goodbye|bye bye|have a nice day|see you|再见|拜拜|回头见|' +
    'ок|окей|оке|океюшки|хорошо|ладно|понятно|понял|поняла|ясно|принято|ага|угу|да|договорились|жду|ждем|буду ждать|добро|отлично|супер|ok|okay|k|kk|fine|got it|' +
    'sure|alright|all right|good|great|perfect|noted|understood|yes|yep|yeah|will do|i will wait|好|好的|好吧|行|可以|嗯|嗯嗯|收到|知道了|明白|明白了|没问题|是|是的|对'
  ).split('|'),
)

/** «ок», "got it", 「好的」, 👍, a farewell: asks for nothing. */
export function isAgreement(text: string): boolean {
  const words = plain(text)
  return words === '' ? /\p{Extended_Pictographic}/u.test(text) : agreements.has(words)
}

const greeting =
  /^(?:привет(?:ствую|ик)?|здравствуй(?:те)?|здрасьте|здрасте|добр(?:ый|ого|ое|ой) (?:день|дня|вечер|вечера|утро|утра|ночи|времени суток)|алло|ау|hello|hi|hey|good (?:morning|afternoon|evening|day)|greetings)(?:\s|$)|^(?:你好|您好|在吗|有人吗|喂|早上好|下午好|晚上好|嗨)/u
const anyoneThere =
  /^(?:вы тут|вы здесь|есть кто(?: нибудь| живой)?|кто нибудь(?: тут| здесь| есть)?|anybody (?:there|here)|anyone (?:there|here)|are you there)$/u

export function isGreeting(text: string): boolean {
  const words = plain(text)
  return countWords(text) <= 5 && (greeting.test(words) || anyoneThere.test(words))
}

const statusQuestion = [
  /(?:когда|где|какой|какая|что|как|есть ли|есть|скоро|долго).{0,40}(?:ответ(?!ь)|жалоб|обращени|решени|статус|новост|слышно|рассмотр|разбер|разбира|продвига)/u,
  /(?:^|\s)(?:статус|новости|ход дела)(?:\s|$)/u,
  /(?:when|any|what|where|how|is there).{0,40}(?:reply|replies|answer|hear (?:from|back)|update|news|complaint|status|progress|look into it)/u,
  /^(?:status|update|updates|news)(?:\s|$)/u,
  /进度|进展|(?:什么时候|何时|多久).{0,8}(?:答复|回复|处理|解决|结果)|处理.{0,4}(?:怎么样|如何|好了吗|完了吗|到哪)|有(?:消息|结果|答复|回复)了?吗/u,
]

/** «Когда мне ответят?», "any news?", 「处理得怎么样了」: about what is registered already, in few words. */
export function asksStatus(text: string): boolean {
  const words = plain(text)
  return countWords(text) <= 12 && statusQuestion.some((pattern) => pattern.test(words))
}

const refusal =
  /^(?:нет(?:у)?|не (?:хочу|буду|надо|нужно|знаю|помню|скажу|могу|получится|имею|сохранил\p{L}*)|пропус\p{L}*|потом|позже|без (?:фото|имени|номера)|неважно|skip|no|none|nope|later|not now|i (?:dont|don t|do not|can t|cant|cannot)|don t (?:know|have|want|remember)|never mind|rather not|没有|没|不|跳过|以后|以后再说|算了|无|忘了|忘记了)(?:\s|$|\p{Script=Han})/u

/** The customer would rather not answer: «нет», «не помню», "skip", 「没有」, or closes politely with thanks. */
export const declines = (text: string): boolean =>
  countWords(text) <= 6 && (refusal.test(plain(text)) || /(?:^|\s)(?:нету?|none)$|没有$/u.test(plain(text)) || isThanks(text))

const harmlessNo =
  /(?:претензий|вопросов|проблем|возражений|жалоб)\s(?:больше\s)?нет|нет\s(?:больше\s)?(?:претензий|вопросов|проблем|возражений)|не за что|no (?:problem|problems|questions|complaints|issues|worries)|not? bad|nothing else|没问题|没有问题|不错|没有了|没了|不客气/gu
const negative =
  /(?:^|\s)(?:нет|не|никак|ничего не|плохо|ужасно|недовол\p{L}*|no|not|nope|never|nothing|isn t|wasn t|didn t|doesn t|don t|hasn t|haven t|won t|unsatisf\p{L}*|unhappy|bad|still waiting|wrong)(?=\s|$)|不|没|差/u
const positive =
  /(?:^|\s)(?:да|ага|угу|ок|окей|хорошо|все хорошо|все в порядке|все отлично|все так|отлично|супер|устраивает|устроило|доволен|довольна|решено|решили|решилось|помогли|получил\p{L}*|верно|спасибо|благодарю|yes|yep|yeah|ok|okay|fine|good|great|perfect|all good|all right|solved|resolved|satisfied|happy|thanks|thank you|works)(?=\s|$)|好|是的|满意|可以|解决了|谢谢|感谢|对|行/u

/** Yes or no to "is this all right?". A complaint in place of an answer is a no; thanks are a yes. */
export function readYesNo(text: string, reading: Pick<Reading, 'kind'>): 'yes' | 'no' | null {
  const words = plain(text).replace(harmlessNo, ' да ')
  if (negative.test(words)) return 'no'
  if (reading.kind === 'complaint') return 'no'
  if (positive.test(words) || reading.kind === 'praise') return 'yes'
  return isAgreement(text) || isThanks(text) ? 'yes' : null
}

const ratingWords: readonly (readonly [RegExp, 1 | 2 | 3 | 4 | 5])[] = [
  [/^(?:1|один|единиц\p{L}*|кол|one|一|一分|一星)$/u, 1],
  [/^(?:2|два|двойк\p{L}*|two|二|两分|两星|二星)$/u, 2],
  [/^(?:3|три|тройк\p{L}*|three|三|三分|三星)$/u, 3],
  [/^(?:4|четыре|четверк\p{L}*|four|四|四分|四星)$/u, 4],
  [/^(?:5|пять|пятерк\p{L}*|отлично|five|excellent|五|五分|五星|满分)$/u, 5],
]

export function readRating(text: string): 1 | 2 | 3 | 4 | 5 | null {
  if (/[-−]\s*\d/u.test(text)) return null
  const stars = text.match(/⭐|★|🌟/gu)?.length ?? 0
  const words = plain(text)
    .replace(/^(?:на|ставлю|оценка|rating|i give|给)\s+/u, '')
    .replace(/(?: из 5| 5|\s?(?:балл\p{L}*|звезд\p{L}*|stars?|points?|分|星))$/u, '')
  const asWord = ratingWords.find(([pattern]) => pattern.test(words === '' && stars > 0 ? String(stars) : words))
  return asWord?.[1] ?? null
}
