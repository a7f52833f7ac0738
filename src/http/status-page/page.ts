import { zoneWords } from '../../core/complaints/due-words.js'
import { formatNumber } from '../../core/complaints/number.js'
import { stageIn } from '../../core/complaints/stage-names.js'
import type { ComplaintStatus } from '../../core/model/complaint.js'
import { type Language, languages } from '../../core/model/reading.js'
import type { StatusPage } from '../../core/reads.js'
import { reopenForMs } from '../../core/verdict.js'
import { type Html, html } from './html.js'
import { face, type IconName, icon } from './icons.js'
import { dateWords, momentWords, type Wall } from './moment.js'
import { type Standing, stageState, standingOf } from './standing.js'
import { stylePath } from './style.js'
import { renderThread } from './thread.js'
import { type PageWords, type Problem, pageWords } from './words.js'

export const saids = ['message', 'yes', 'no', 'rating'] as const
export type Said = (typeof saids)[number]

export type PageQuestion = {
  readonly page: StatusPage
  readonly ways: readonly { readonly channel: string; readonly url: string }[]
  readonly language: Language
  readonly now: string
  /** The page's own address, without a query. */
  readonly path: string
  /** Names what the next form sends, so that sent twice it is one. */
  readonly once: string
  readonly isWhole: boolean
  /** What was just done. */
  readonly said: Said | null
  /** What could not be done, with what was typed. */
  readonly problem: { readonly code: Problem; readonly text: string } | null
}

type View = PageQuestion & { readonly words: PageWords; readonly wall: Wall; readonly standing: Standing; readonly isRated: boolean }

/** The whole page of one complaint, for its customer. No script; nothing in the title that tells who they are. */
export function renderStatusPage(question: PageQuestion): string {
  const { page, language, now } = question
  const words = pageWords[language]
  const wall = { language, timeZone: page.timeZone, now }
  const view = { ...question, words, wall, standing: standingOf(page, words, wall), isRated: page.rating !== null }
  const number = formatNumber(page.number, language)
  const body = html`${renderHeader(view)}
<main>
<div class="top">
${renderFlash(view)}<section class="card hero${view.standing.isLate && ' late'}">
<div class="line"><h1>${words.kind[page.kind]} <span class="number">${number}</span></h1>${renderChip(page.status, words)}</div>
<p class="headline">${view.standing.isLate && icon('alert')}${view.standing.headline}</p>
${view.standing.details.map((detail) => html`<p>${detail}</p>`)}
${renderAsk(view)}<p class="meta">${words.updated(momentWords(now, wall))} <a href="${linkTo(view, language)}">${icon('refresh')}${words.refresh}</a>${view.standing.asks !== 'answer' && html` <a href="#text">${words.write}</a>`}</p>
</section>
${renderRating(view)}</div>
<div class="side">${renderStages(view)}${renderPeople(view)}</div>
<div class="rest">
<section class="card" id="thread" aria-labelledby="thread-title"><h2 id="thread-title">${words.thread}</h2>
${renderThread({ ...view, messages: page.messages, brand: page.brand.name })}</section>
${renderForm(view)}${renderWays(view)}</div>
</main>
<footer><p>${words.zone(zoneWords(Date.parse(now), page.timeZone, language))}</p><p>${words.keepLink}</p></footer>`
  return renderDocument({ words, title: `${words.kind[page.kind]} ${number} · ${page.brand.name}`, body })
}

/** The same complaint in a messenger of theirs. */
function renderWays({ ways, words }: View): Html | null {
  if (ways.length === 0) return null
  return html`<section class="card" aria-labelledby="ways-title"><h2 id="ways-title">${words.ways}</h2><p>${words.waysHint}</p>
<p class="ask">${ways.map(({ channel, url }) => html`<a class="button" href="${url}" rel="noreferrer">${words.channel[channel] ?? channel}</a> `)}</p></section>`
}

/** What every page here begins and ends with. */
export function renderDocument({ words, title, body }: { words: PageWords; title: string; body: Html }): string {
  return html`<!doctype html>
<html lang="${words.htmlLanguage}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<meta name="format-detection" content="telephone=no">
<title>${title}</title>
<link rel="stylesheet" href="${stylePath}">
</head>
<body>
${body}
</body>
</html>
`.text
}

const linkTo = ({ path }: Pick<View, 'path'>, language: Language): string => `${path}?lang=${language}`

function renderHeader(view: View): Html {
  const { page, words, language } = view
  return html`${page.brand.isDemo && html`<p class="demo" role="note">${words.demo}</p>`}<header><strong>${page.brand.name}</strong>
${renderLanguages(language, (other) => linkTo(view, other))}</header>`
}

export function renderLanguages(current: Language, linkOf: (language: Language) => string): Html {
  return html`<nav aria-label="${pageWords[current].languages}">${languages.map((other) => {
    const { htmlLanguage, ownName } = pageWords[other]
    const mark = other === current && html` aria-current="true"`
    return html`<a href="${linkOf(other)}" lang="${htmlLanguage}" hreflang="${htmlLanguage}"${mark}>${ownName}</a>`
  })}</nav>`
}

function renderFlash({ said, words, page, problem }: View): Html | null {
  if (problem) return html`<p class="flash bad" role="alert" id="problem">${icon('alert')}<span>${words.problem[problem.code]}</span></p>`
  if (said === null) return null
  const texts: Readonly<Record<Said, string>> = {
    message: words.saidMessage(page.manager.name),
    yes: words.saidYes,
    no: words.saidNo(page.manager.name),
    rating: words.saidRating,
  }
  return html`<p class="flash good" role="status">${icon('check')}<span>${texts[said]}</span></p>`
}

const chips: Readonly<Record<ComplaintStatus, readonly [tone: string, icon: IconName]>> = {
  'with-bot': ['new', 'received'],
  new: ['new', 'received'],
  'in-work': ['work', 'progress'],
  snoozed: ['work', 'progress'],
  returned: ['returned', 'back'],
  'waiting-customer': ['customer', 'hourglass'],
  'waiting-department': ['department', 'colleagues'],
  'waiting-approval': ['approval', 'stamp'],
  resolved: ['resolved', 'check'],
  closed: ['closed', 'archive'],
}

function renderChip(status: ComplaintStatus, words: PageWords): Html {
  const [tone, name] = chips[status]
  return html`<p class="chip ${tone}">${icon(name)}${words.status[status]}</p>`
}

const formStart = ({ path, once, language }: View, action: string): Html =>
  html`<form method="post" action="${path}/${action}" enctype="multipart/form-data"><input type="hidden" name="once" value="${once}"><input type="hidden" name="lang" value="${language}">`

/** Yes with one press; for a no there is room to say why, and no need to. */
function renderAsk(view: View): Html | null {
  const { standing, words, page, wall } = view
  if (standing.asks === 'answer') return html`<p class="ask"><a class="button" href="#text">${words.answer}</a></p>`
  const no = html`${formStart(view, 'verdict')}<input type="hidden" name="verdict" value="no"><label for="missing">${words.missing}</label>
<textarea id="missing" name="text" rows="3" maxlength="20000"></textarea><button>${words.takeUpAgain}</button></form>`
  if (standing.asks === 'verdict') {
    return html`<div class="ask"><p class="hint">${words.verdictHint}</p>${formStart(view, 'verdict')}<button name="verdict" value="yes">${words.yes}</button></form>
<details><summary>${words.no}</summary>${no}</details></div>`
  }
  if (standing.asks !== 'reopen' || page.closedAt === null) return null
  const until = new Date(Date.parse(page.closedAt) + reopenForMs).toISOString()
  return html`<div class="ask"><details><summary>${words.reopen}</summary><p class="hint">${words.reopenHint(dateWords(until, wall))}</p>${no}</details></div>`
}

function renderRating(view: View): Html | null {
  const { standing, words, page, isRated } = view
  if (!standing.isRateable) return null
  if (isRated && page.rating !== null) {
    const word = words.ratings[page.rating - 1] ?? ''
    return html`<section class="card rated">${face(page.rating)}<p>${words.rated(`${page.rating}/5, ${word}`)}</p></section>`
  }
  return html`<section class="card" aria-labelledby="rate"><h2 id="rate">${words.rate}</h2>${formStart(view, 'rating')}<div class="faces" role="group" aria-labelledby="rate">${words.ratings.map(
    (word, index) =>
      html`<button name="rating" value="${index + 1}" class="face r${index + 1}">${face(index + 1)}<span>${word}</span></button>`,
  )}</div></form></section>`
}

function renderStages({ page, words, language, wall }: View): Html {
  const names = { done: words.stageDone, now: words.stageNow, ahead: words.stageAhead }
  return html`<section class="card" aria-labelledby="stages"><h2 id="stages">${words.stages}</h2><ol class="stages">${page.stages.map(
    ({ key, at }, index) => {
      const state = stageState(page, index)
      const current = state === 'now' && html` aria-current="step"`
      const when = at !== null && html`${words.comma}<time datetime="${at}">${momentWords(at, wall)}</time>`
      return html`<li class="${state}"${current}><span class="dot">${state === 'done' && icon('check')}</span><b>${stageIn(key, language).customerName}</b> <span class="when">${names[state]}${when}</span></li>`
    },
  )}</ol></section>`
}

function renderPeople({ page, words }: View): Html {
  const { manager, lastResort } = page
  const isOne = manager.name === lastResort.name && manager.contact === lastResort.contact
  const card = (role: string, { name, contact }: StatusPage['manager']) =>
    html`<div class="person"><span class="face-letter" aria-hidden="true">${[...name][0] ?? ''}</span><div><p class="role">${role}</p><p class="name"><bdi>${name}</bdi></p>${contact !== null && html`<p>${contactLink(contact)}</p>`}</div></div>`
  return html`<section class="card" aria-labelledby="people"><h2 id="people">${words.people}</h2>${isOne ? card(words.bothRoles, manager) : html`${card(words.manager, manager)}${card(words.lastResort, lastResort)}`}</section>`
}

function contactLink(contact: string): Html {
  if (/^\+?[\d\s()-]{7,24}$/.test(contact)) return html`<a href="tel:${contact.replace(/[^\d+]/g, '')}">${contact}</a>`
  if (/^[^\s@<>]+@[^\s@<>]+$/.test(contact)) return html`<a href="mailto:${contact}">${contact}</a>`
  if (/^https:\/\/[^\s<>]+$/.test(contact)) return html`<a href="${contact}" rel="noopener noreferrer">${contact}</a>`
  return html`<bdi>${contact}</bdi>`
}

function renderForm(view: View): Html {
  const { words, page, problem } = view
  const refused = problem !== null && html` aria-describedby="problem"`
  return html`<section class="card write" aria-labelledby="write"><h2 id="write">${words.write}</h2><p class="hint">${words.writeHint(page.manager.name)}</p>
${formStart(view, 'messages')}<label for="text">${words.message}</label><textarea id="text" name="text" rows="4" maxlength="20000"${refused}>
${problem?.text ?? ''}</textarea>
<label for="files">${words.files} <span class="hint">${words.filesHint}</span></label><input id="files" type="file" name="files" multiple>
<button>${words.send}</button></form></section>`
}
