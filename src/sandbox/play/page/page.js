const { words, links, faults } = JSON.parse(document.getElementById('data').textContent)
const channels = ['telegram', 'vk', 'mail']
const languages = { ru: 'RU', en: 'EN', zh: '中文' }
const fileLimitBytes = 25_000_000

let language = chooseLanguage()
let view = null
const panes = {}

function chooseLanguage() {
  const asked = new URLSearchParams(location.search).get('lang') ?? navigator.language.slice(0, 2)
  return asked in words ? asked : 'en'
}

const say = (key) => words[language][key]
const make = (tag, { text = '', className = '', ...rest } = {}) => {
  const element = Object.assign(document.createElement(tag), { className, ...rest })
  element.textContent = text
  return element
}

function notify(text) {
  const notice = document.getElementById('notice')
  notice.textContent = text
  if (text !== '' && text !== say('lost')) setTimeout(() => notice.textContent === text && notify(''), 6_000)
}

async function act(channel, what) {
  const answer = await fetch(`/act/${channel}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(what),
  }).catch(() => null)
  if (answer?.ok) return true
  notify(answer ? `${say('failed')} ${await answer.text()}` : say('lost'))
  return false
}

function openPane(channel) {
  const section = document.getElementById('pane').content.firstElementChild.cloneNode(true)
  section.dataset.pane = channel
  section.id = `pane-${channel}`
  const find = (selector) => section.querySelector(selector)
  const pane = { section, find, channel, file: null, isEditing: false, isNewLetter: false, said: '', state: '', follows: true }
  const input = find('textarea')
  find('form').addEventListener('submit', (event) => {
    event.preventDefault()
    submit(pane)
  })
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || channel === 'mail') return
    event.preventDefault()
    submit(pane)
  })
  find('.attach').addEventListener('click', () => {
    if (pane.file) setFile(pane, null)
    else find('.file').click()
  })
  find('.file').addEventListener('change', (event) => setFile(pane, event.target.files[0] ?? null))
  find('.cancel').addEventListener('click', () => setEditing(pane, false))
  const thread = find('.thread')
  thread.addEventListener('scroll', () => {
    pane.follows = isAtEnd(thread)
  })
  new ResizeObserver(() => pane.follows && goToEnd(thread)).observe(thread)
  document.getElementById('panes').append(section)
  return pane
}

function setFile(pane, file) {
  pane.file = file && file.size <= fileLimitBytes ? file : null
  pane.find('.file').value = ''
  drawForm(pane)
}

function setEditing(pane, isEditing) {
  pane.isEditing = isEditing
  pane.find('textarea').value = isEditing ? (view[pane.channel].messages.findLast((one) => one.isOwn)?.text ?? '') : ''
  drawForm(pane)
  if (isEditing) pane.find('textarea').focus()
}

async function submit(pane) {
  const input = pane.find('textarea')
  const text = input.value.trim()
  if (text === '' && !pane.file) return
  if (pane.isEditing) {
    if (await act(pane.channel, { type: 'edit', text })) setEditing(pane, false)
    return
  }
  const subject = isReply(pane) ? null : pane.find('.subject').value.trim()
  const file = pane.file && { name: pane.file.name, type: pane.file.type, base64: await toBase64(pane.file) }
  if (!(await act(pane.channel, { type: 'say', text, subject, file }))) return
  input.value = ''
  pane.find('.subject').value = ''
  pane.isNewLetter = false
  setFile(pane, null)
}

const toBase64 = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })

const isReply = ({ channel, isNewLetter }) => channel === 'mail' && view?.mail.can.reply === true && !isNewLetter

function drawForm(pane) {
  const { channel, find } = pane
  const { can, isBlocked } = view[channel]
  const isLetter = channel === 'mail'
  find('.subject').hidden = !isLetter || isReply(pane)
  find('.subject').placeholder = say('subject')
  find('.subject').setAttribute('aria-label', say('subject'))
  find('textarea').placeholder = say('write')
  find('textarea').setAttribute('aria-label', `${say(channel)}: ${say('write')}`)
  find('.note').hidden = !isBlocked
  find('.note').textContent = say('blocked')
  find('.attach').textContent = pane.file ? `✕ ${pane.file.name}` : `＋ ${say('attach')}`
  find('.attach').title = pane.file ? say('remove') : ''
  find('.attach').hidden = pane.isEditing
  find('.cancel').hidden = !pane.isEditing
  find('.main').textContent = say(pane.isEditing ? 'save' : 'send')
  const mode = (word, isOn, isNewLetter) => {
    const button = make('button', { type: 'button', className: 'quiet', text: say(word) })
    button.setAttribute('aria-pressed', isOn)
    button.onclick = () => {
      pane.isNewLetter = isNewLetter
      drawForm(pane)
    }
    return button
  }
  find('.modes').replaceChildren(...(can.reply ? [mode('reply', !pane.isNewLetter, false), mode('letter', pane.isNewLetter, true)] : []))
}

function drawDeeds(pane) {
  const { channel, find } = pane
  const { can, isBlocked } = view[channel]
  const deed = (word, run) =>
    Object.assign(make('button', { type: 'button', className: 'quiet', text: say(word), title: say(`${word}Help`) }), { onclick: run })
  const blocking = isBlocked ? 'unblock' : 'block'
  find('.deeds').replaceChildren(
    ...(can.edit ? [deed('edit', () => setEditing(pane, true))] : []),
    ...(can.block && view[channel].messages.length > 0 ? [deed(blocking, () => act(channel, { type: blocking }))] : []),
  )
}

/** Buttons stay where they are, so that the focus stays on them. */
function drawFaults({ channel, find }) {
  const row = find('.faults')
  if (row.lang !== language) {
    const buttons = faults.map((fault) => {
      const button = make('button', { type: 'button', text: say(fault), title: say(`${fault}Help`) })
      button.onclick = () => act(channel, { type: 'fault', fault })
      return button
    })
    row.lang = language
    row.replaceChildren(make('span', { text: say('faults'), title: say('faultsHelp') }), ...buttons)
  }
  for (const [at, button] of row.querySelectorAll('button').entries()) {
    button.setAttribute('aria-pressed', view[channel].armed.includes(faults[at]))
  }
}

const isAtEnd = (thread) => thread.scrollHeight - thread.scrollTop - thread.clientHeight < 80
const goToEnd = (thread) => {
  thread.scrollTop = thread.scrollHeight
}

function drawThread({ channel, find }) {
  const thread = find('.thread')
  const { messages, can } = view[channel]
  thread.setAttribute('aria-label', say(channel))
  if (messages.length > 0) thread.replaceChildren(...messages.map((message) => drawMessage(channel, message)))
  else {
    const empty = make('div', { className: 'empty' })
    empty.append(make('p', { text: say('empty') }))
    if (can.start) {
      const start = make('button', { type: 'button', text: say('start') })
      start.onclick = () => act(channel, { type: 'start' })
      empty.append(document.createElement('br'), start)
    }
    thread.replaceChildren(empty)
  }
}

function drawMessage(channel, message) {
  const said = make('div', { className: message.isOwn ? 'said own' : 'said' })
  const bubble = make('div', { className: 'bubble' })
  if (message.subject) bubble.append(make('strong', { text: message.subject }))
  bubble.append(...linked(message.text), ...message.files.map((file) => drawFile(channel, file)))
  said.append(bubble)
  if (message.buttons.length > 0) {
    const buttons = make('div', { className: 'buttons' })
    for (const title of message.buttons) {
      const button = make('button', { type: 'button', text: title })
      button.onclick = () => act(channel, { type: 'press', title })
      buttons.append(button)
    }
    said.append(buttons)
  }
  const time = new Date(message.at).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  said.append(make('small', { text: message.isEdited ? `${time} · ${say('edited')}` : time }))
  return said
}

function drawFile(channel, { id, name }) {
  const url = `/files/${channel}/${encodeURIComponent(id)}`
  if (/\.(jpe?g|png)$/i.test(name)) {
    const image = make('img', { src: url, alt: name })
    image.onload = () => panes[channel].follows && goToEnd(panes[channel].find('.thread'))
    return image
  }
  return make('a', { href: url, text: name, download: name })
}

const linked = (text) =>
  text
    .split(/(https?:\/\/[^\s<>"«»“”]*[^\s<>"«»“”().,:;!?。，！？])/)
    .map((part, at) => (at % 2 === 1 ? make('a', { href: part, text: part, target: '_blank', rel: 'noreferrer' }) : part))

function drawFrame() {
  document.documentElement.lang = language
  document.title = say('title')
  for (const element of document.querySelectorAll('[data-word]')) element.textContent = say(element.dataset.word)
  const shown = [
    ['console', links.console],
    ['setUp', links.setUp],
    ['chat', links.chat],
  ]
  const anchors = shown
    .filter(([, href]) => href)
    .map(([word, href]) => make('a', { href, text: say(word), target: '_blank', rel: 'noreferrer' }))
  document.getElementById('links').replaceChildren(...anchors)
  const switches = Object.entries(languages).map(([code, name]) => {
    const button = make('button', { type: 'button', className: 'quiet', text: name, lang: code })
    button.setAttribute('aria-pressed', code === language)
    button.onclick = () => {
      language = code
      history.replaceState(null, '', `?lang=${code}`)
      drawFrame()
    }
    return button
  })
  document.getElementById('languages').replaceChildren(...switches)
  drawTabs()
  for (const pane of Object.values(panes)) {
    pane.find('h2').textContent = say(pane.channel)
    Object.assign(pane, { said: '', state: '' })
  }
  draw()
}

function drawTabs() {
  const tabs = channels.map((channel) => {
    const tab = make('button', { type: 'button', className: 'quiet', text: say(channel), role: 'tab' })
    tab.setAttribute('aria-selected', channel === document.body.dataset.tab)
    tab.setAttribute('aria-controls', `pane-${channel}`)
    tab.onclick = () => {
      document.body.dataset.tab = channel
      drawTabs()
    }
    return tab
  })
  document.getElementById('tabs').replaceChildren(...tabs)
}

function draw() {
  if (!view) return
  for (const pane of Object.values(panes)) {
    const { messages, ...rest } = view[pane.channel]
    const [said, state] = [JSON.stringify(messages), JSON.stringify([rest, messages.length === 0])]
    const { follows } = pane
    if (said !== pane.said) drawThread(pane)
    if (state !== pane.state) {
      pane.find('.person').textContent = rest.person
      drawFaults(pane)
      drawDeeds(pane)
      drawForm(pane)
    }
    if (follows) goToEnd(pane.find('.thread'))
    Object.assign(pane, { said, state })
  }
}

for (const channel of channels) panes[channel] = openPane(channel)
drawFrame()
const events = new EventSource('/events')
events.onmessage = ({ data }) => {
  view = JSON.parse(data)
  if (document.getElementById('notice').textContent === say('lost')) notify('')
  draw()
}
events.onerror = () => notify(say('lost'))
