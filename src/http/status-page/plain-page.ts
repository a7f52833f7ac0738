import type { Language } from '../../core/model/reading.js'
import { html } from './html.js'
import { renderDocument, renderLanguages } from './page.js'
import { pageWords } from './words.js'

export type PlainPage = 'unknown' | 'away' | 'often' | 'broken'

/** A page that says why there is none, the same for every link that opens nothing. */
export function renderPlainPage(which: PlainPage, language: Language): string {
  const words = pageWords[language]
  const title = words[`${which}Title`]
  const body = html`<header><span></span>${renderLanguages(language, (other) => `?lang=${other}`)}</header>
<main class="plain"><section class="card hero"><h1>${title}</h1><p>${words[which]}</p></section></main>`
  return renderDocument({ words, title, body })
}
