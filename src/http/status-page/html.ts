/** Markup that is finished: everything in it has been escaped. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | null | false | readonly (string | Html | null | false)[]

/** Markup from a template: every value is escaped but what is markup itself; null and false are nothing, lists are joined. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(texts.reduce((sofar, text, index) => sofar + show(parts[index - 1] ?? null) + text))
}

function show(part: Part): string {
  if (part === null || part === false) return ''
  if (part instanceof Html) return part.text
  if (typeof part === 'object') return part.map(show).join('')
  return String(part).replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
