/** Makes a talk live: the page works as plain forms without it. The server draws everything; this sends, asks for what is new and puts it in place. */
import { attach } from '../browser/chat/attach.ts'
import { beside } from '../browser/chat/beside.ts'
import { counted, enterSends, keepTyped, trouble } from '../browser/chat/composer.ts'
import { connect } from '../browser/chat/connection.ts'
import { guessWhileTyping } from '../browser/chat/guess.ts'
import { outbox } from '../browser/chat/outbox.ts'
import { placeTold } from '../browser/chat/place.ts'
import { talkWith } from '../browser/chat/talk.ts'
import { one, wordsOf } from '../browser/chat/words.ts'

function setUp(root: HTMLElement): void {
  const words = wordsOf(root)
  const { texts } = words
  const shared = root.dataset['shared'] === 'yes'
  const log = one(root, '[role=log]') as HTMLElement
  const field = one<HTMLTextAreaElement>(root, '#message')
  const said = one(root, '[data-said]') as HTMLElement
  const band = one(root, '[data-connection]') as HTMLElement
  const typing = one(root, '[data-typing]') as HTMLElement
  let unread = 0
  let out: ReturnType<typeof outbox> | undefined
  let hiding: ReturnType<typeof setTimeout> | undefined

  root.classList.add('live')
  const toEnd = () => {
    log.scrollTop = log.scrollHeight
  }
  /** A long answer is read from its beginning; a short one is whole at the end. */
  const toStartOf = (item: HTMLElement) => {
    log.scrollTop += item.getBoundingClientRect().top - log.getBoundingClientRect().top - 8
  }
  const read = () => {
    if (!seen.isSeen() || !root.dataset['last']) return
    unread = 0
    seen.count(0)
    const seq = Number(root.dataset['last'])
    void fetch(`/api/chats/${root.dataset['chat']}/reading`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ seq }),
    }).catch(() => {})
  }
  const seen = beside(texts, read)
  const tellPlace = placeTold(root, said)
  const show = (text: string | undefined, away?: number) => {
    clearTimeout(hiding)
    band.className = away ? 'flash' : 'band'
    band.textContent = text ?? ''
    band.hidden = !text
    if (away) hiding = setTimeout(() => show(undefined), away)
  }

  const talk = talkWith(root, {
    added: (items) => {
      const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 120
      const others = items.filter((item) => !item.classList.contains('by-citizen'))
      if (items.length > 0 && (atEnd || others.length < items.length)) requestAnimationFrame(() => (others[0] ? toStartOf(others[0]) : toEnd()))
      if (others.length > 0) typing.hidden = true
      if (others.length > 0 && !seen.isSeen()) {
        unread += others.length
        seen.count(unread)
      }
      if (items.length > 0) read()
      tellPlace()
      if (!root.dataset['open']) line.stop()
    },
    over: () => {
      line.stop()
      show(texts['over-session'])
    },
  })
  const line = connect({
    room: root.dataset['room'] ?? '',
    // What waits goes first, and its answer brings the news: asked before, a message whose answer was lost would stand there twice.
    ask: () => (out?.unsent().length ? out.pump() : talk.ask()),
    typing: (on) => {
      typing.hidden = !on
    },
    show: (what) => show(texts[what], what === 'back' ? 10_000 : undefined),
  })

  // Buttons of the talk: pressed without leaving the page.
  root.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (form.dataset['quiet'] === undefined) return
    event.preventDefault()
    const pressed = event.submitter as HTMLButtonElement | null
    const body = new URLSearchParams([...new FormData(form, pressed)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
    pressed?.setAttribute('aria-busy', 'true')
    void talk.send(form.action, body).then((sent) => {
      pressed?.removeAttribute('aria-busy')
      line.asked(sent !== 'away')
      if (sent === 'away') trouble(root, 'talk', texts['down'])
    })
  })
  root.addEventListener('click', (event) => {
    const opens = (event.target as HTMLElement).closest<HTMLElement>('[data-opens]')?.dataset['opens']
    const fold = opens && one<HTMLDetailsElement>(root, `details[data-key="${opens}"]`)
    if (!fold) return
    event.preventDefault()
    fold.open = true
    one<HTMLElement>(fold, 'input:not([type=hidden]), select, button')?.focus()
  })
  const newest = [...log.querySelectorAll<HTMLElement>('li[data-seq]')].at(-1)
  if (newest && !newest.classList.contains('by-citizen')) toStartOf(newest)
  else toEnd()
  read()
  if (!root.dataset['open'] || !field) {
    line.stop()
    return
  }

  const files = attach(root, field, words)
  out = outbox({
    root,
    words,
    send: async (body) => {
      const sent = await talk.send(root.dataset['say'] ?? '', body)
      line.asked(sent !== 'away')
      // What stands under an unsent message must be seen.
      if (sent === 'away') requestAnimationFrame(toEnd)
      return sent
    },
    giveBack: ({ text, kept }) => {
      field.value = [text, field.value].filter(Boolean).join('\n')
      files.putBack(kept)
      counted(root, field, words)
      field.focus()
    },
  })
  const typed = keepTyped(field, root.dataset['chat'] ?? '', shared, () => out?.unsent() ?? [])
  enterSends(root, field)
  field.addEventListener('input', () => {
    counted(root, field, words)
    trouble(root, 'message', undefined)
    line.writing()
  })
  field.form?.addEventListener('submit', (event) => {
    event.preventDefault()
    const text = field.value.trim()
    const kept = files.kept()
    if (files.busy()) return trouble(root, 'files', texts['fileBusy'])
    if (text === '' && kept.length === 0) return trouble(root, 'message', texts['text.required'])
    if (text.length > words.facts.max) return trouble(root, 'message', one(root, '[data-count]')?.textContent ?? '')
    trouble(root, 'message', undefined)
    out?.push({ text, kept })
    field.value = ''
    files.clear()
    counted(root, field, words)
    field.dispatchEvent(new Event('input'))
    toEnd()
  })
  one<HTMLFormElement>(root, '[data-wipe]')?.addEventListener('submit', () => {
    typed.forget()
    localStorage.removeItem('opora-chat-enter')
  })
}

/** The first question is a plain form: it is kept while it is typed, and its topic guessed. */
function setUpStart(form: HTMLFormElement): void {
  const field = one<HTMLTextAreaElement>(form, '#message')
  if (!field) return
  const { forget } = keepTyped(field, 'new', form.dataset['shared'] === 'yes')
  guessWhileTyping(form, field)
  enterSends(form, field)
  if (!one(form, '[name=zone]')) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'zone', value: zone }))
  }
  form.addEventListener('submit', (event) => {
    if (navigator.onLine) return forget()
    event.preventDefault()
    trouble(form, 'message', form.dataset['offline'])
  })
}

const root = document.querySelector<HTMLElement>('[data-chat]')
if (root && !root.dataset['older']) setUp(root)
const start = document.querySelector<HTMLFormElement>('[data-start]')
if (start) setUpStart(start)
