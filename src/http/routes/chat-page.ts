import { createHash } from 'node:crypto'
import type { Language } from '../../core/model/reading.js'

export type ChatPage = { readonly language: Language; readonly brand: string; readonly isDemo: boolean }

/** A page for a company that has none to put the chat on, in three languages; the chat opens by itself. */
export function chatPage({ language, brand, isDemo }: ChatPage): string {
  const say = words[language]
  const others = languages.filter((other) => other !== language)
  return `<!doctype html>
<html lang="${htmlLanguage[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${escapeHtml(`${say.title} · ${brand}`)}</title>
<style>${style}</style>
<script src="/widget.js" data-open data-lang="${language}" defer></script>
</head>
<body>
${isDemo ? `<p class="demo" role="note">${say.demo}</p>\n` : ''}<header><strong>${escapeHtml(brand)}</strong>
<nav aria-label="${say.languages}">${languages.map((other) => languageLink(other, language)).join('')}</nav></header>
<main>
<h1>${say.title}</h1>
<p class="lead">${say.lead}</p>
<ol>${say.steps.map((step) => `<li>${step}</li>`).join('')}</ol>
<noscript><p class="note">${say.noScript}</p></noscript>
</main>
<footer>${others.map((other) => `<p lang="${htmlLanguage[other]}">${words[other].invitation}</p>`).join('')}</footer>
</body>
</html>
`
}

const languages: readonly Language[] = ['ru', 'en', 'zh']
const htmlLanguage: Readonly<Record<Language, string>> = { ru: 'ru', en: 'en', zh: 'zh-CN' }
const ownName: Readonly<Record<Language, string>> = { ru: 'Русский', en: 'English', zh: '中文' }

function languageLink(to: Language, current: Language): string {
  const mark = to === current ? ' aria-current="true"' : ''
  return `<a href="/chat?lang=${to}" lang="${htmlLanguage[to]}" hreflang="${htmlLanguage[to]}"${mark}>${ownName[to]}</a>`
}

type Words = {
  readonly title: string
  readonly lead: string
  readonly steps: readonly string[]
  readonly noScript: string
  readonly demo: string
  readonly languages: string
  /** To a reader of this language on a page in another. */
  readonly invitation: string
}

const words: Readonly<Record<Language, Words>> = {
  ru: {
    title: 'Напишите нам',
    lead: 'Расскажите, что случилось, своими словами. Форму заполнять не нужно.',
    steps: [
      'Сразу придут номер обращения и имя того, кто им займётся.',
      'Там же будет время, к которому мы ответим.',
      'По ссылке из сообщения видно, что происходит сейчас.',
    ],
    noScript: 'Чтобы писать здесь, включите в браузере JavaScript.',
    demo: 'Это демонстрация: людей здесь нет, их имена придуманы.',
    languages: 'Язык',
    invitation: 'Вы можете написать здесь и по-русски.',
  },
  en: {
    title: 'Write to us',
    lead: 'Tell us what happened in your own words. There is no form to fill in.',
    steps: [
      'You get a number and the name of the person who takes care of it at once.',
      'The same message says by when we will answer.',
      'Its link shows where things stand.',
    ],
    noScript: 'To write here, please turn on JavaScript in your browser.',
    demo: 'This is a demonstration: nobody is here, the names are made up.',
    languages: 'Language',
    invitation: 'You can write here in English, too.',
  },
  zh: {
    title: '联系我们',
    lead: '请直接告诉我们发生了什么，无需填写表单。',
    steps: ['您会立即收到单号和负责人的姓名。', '同一条消息会写明我们答复的时间。', '点击其中的链接可随时查看进度。'],
    noScript: '请在浏览器中启用 JavaScript，以便在此留言。',
    demo: '这是演示：此处没有真人，姓名均为虚构。',
    languages: '语言',
    invitation: '您也可以在这里用中文留言。',
  },
}

const style = `
:root{--bg:#f5f6f8;--surface:#fff;--text:#141b24;--text-2:#3f4a57;--accent:#1f55c4;--border:#d3d9e1;--note-bg:#fff6d9;--note-text:#5a4300;--note-border:#8f6a00}
@media(prefers-color-scheme:dark){:root{--bg:#0e1217;--surface:#161b22;--text:#e7ecf2;--text-2:#b9c3cf;--accent:#8fb3ff;--border:#2b343f;--note-bg:#2e2710;--note-text:#f1dc9a;--note-border:#b08a24}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;grid-template-rows:auto auto 1fr auto;background:var(--bg);color:var(--text);font:16px/1.6 Inter,system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
.demo{grid-row:1;margin:0;padding:10px 24px;background:var(--note-bg);color:var(--note-text);border-bottom:1px dashed var(--note-border);text-align:center;font-size:15px}
header{grid-row:2;display:flex;flex-wrap:wrap;gap:8px 24px;align-items:center;padding:20px clamp(20px,5vw,56px)}
strong{font-size:18px;font-weight:600;overflow-wrap:anywhere}
nav{display:flex;gap:4px}
nav a{padding:10px 12px;border-radius:6px;color:var(--text-2);text-decoration:none}
nav a:hover{text-decoration:underline}
nav a[aria-current]{color:var(--text);background:var(--surface);box-shadow:inset 0 0 0 1px var(--border)}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
main{grid-row:3;align-self:center;padding:24px clamp(20px,5vw,56px) 48px;max-width:720px}
h1{margin:0 0 16px;font-size:clamp(32px,6vw,48px);line-height:1.15;font-weight:600;letter-spacing:-.015em}
h1:lang(zh){letter-spacing:0}
.lead{margin:0 0 32px;font-size:clamp(18px,2.4vw,21px);color:var(--text-2);max-width:34em}
ol{margin:0;padding:0;list-style:none;counter-reset:step;max-width:34em}
li{position:relative;padding:0 0 18px 44px;counter-increment:step}
li::before{content:counter(step);position:absolute;left:0;top:-1px;width:28px;height:28px;border-radius:50%;background:var(--surface);box-shadow:inset 0 0 0 1px var(--border);color:var(--accent);font-size:14px;line-height:28px;text-align:center;font-variant-numeric:tabular-nums}
@media(min-width:900px){header,main,footer{margin-right:400px}}
.note{padding:12px 16px;border:1px dashed var(--note-border);border-radius:10px;background:var(--note-bg);color:var(--note-text)}
footer{grid-row:4;display:flex;flex-wrap:wrap;gap:4px 24px;padding:16px clamp(20px,5vw,56px) 24px;color:var(--text-2);font-size:14px}
footer p{margin:0}
`

/** For the page's CSP: this style and no other. */
export const chatStyleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
