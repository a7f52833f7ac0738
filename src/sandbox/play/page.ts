import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { faultNames } from './pane.js'
import { words } from './words.js'

export type Links = { readonly console: string; readonly chat: string; readonly setUp: string | null }

/** The whole page in one file: style, script, texts. Nothing runs there but under this nonce. */
export function openPage(links: Links): { readonly html: (nonce: string) => string; readonly policy: (nonce: string) => string } {
  const folder = findFolder()
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  // `<` would end the script when a text held a tag.
  const data = JSON.stringify({ words, links, faults: faultNames }).replaceAll('<', '\\u003c')
  const html = putInto(read('page.html'), {
    '<link rel="stylesheet" href="page.css">': `<style nonce="@nonce">${read('page.css')}</style>`,
    '<script type="application/json" id="data"></script>': `<script type="application/json" id="data">${data}</script>`,
    '<script src="page.js"></script>': `<script nonce="@nonce">${read('page.js')}</script>`,
  })
  return {
    html: (nonce) => html.replaceAll('"@nonce"', `"${nonce}"`),
    policy: (nonce) =>
      [
        "default-src 'none'",
        `script-src 'nonce-${nonce}'`,
        `style-src 'nonce-${nonce}'`,
        "connect-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
  }
}

function putInto(page: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((sofar, [place, part]) => {
    if (!sofar.includes(place)) throw new Error(`page.html has no ${place}`)
    return sofar.replace(place, () => part)
  }, page)
}

/** The compiled desk lies in another folder than what is not compiled. */
function findFolder(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'src', 'sandbox', 'play', 'page')
    if (existsSync(candidate)) return candidate
    if (folder === dirname(folder)) throw new Error(`src/sandbox/play/page is not to be found above ${from}`)
  }
}
