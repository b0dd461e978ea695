/** Makes a talk live: the page works as plain forms without it. The server draws everything; this sends, asks for what is new and puts it in place. */
import { attach } from '../browser/chat/attach.ts'
import { beside } from '../browser/chat/beside.ts'
import { counted, enterSends, keepTyped, trouble } from '../browser/chat/composer.ts'
import { connect } from '../browser/chat/connection.ts'
import { formHelp } from '../browser/chat/form-help.ts'
import { guessWhileTyping } from '../browser/chat/guess.ts'
import { beside as besideHost, hostHeader, hostOrigin } from '../browser/chat/host.ts'
import { outbox } from '../browser/chat/outbox.ts'
import { placeTold } from '../browser/chat/place.ts'
import { forgetSound, sounds } from '../browser/chat/sound.ts'
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
  // In a frame that nobody looks at yet, what came meanwhile is new.
  const isNews = (item: HTMLElement) => !item.classList.contains('by-citizen') && Number(item.dataset['seq']) > Number(root.dataset['seen'] ?? Infinity)
  const ring = sounds(root)
  let unread = [...root.querySelectorAll<HTMLElement>('[data-seq]')].filter(isNews).length
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
      headers: { 'content-type': 'application/json', ...hostHeader() },
      body: JSON.stringify({ seq }),
    }).catch(() => {})
  }
  const host = hostOrigin()
  const seen = host ? besideHost(host, root.dataset['open'] !== undefined, read) : beside(texts, read)
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
      if (others.length > 0 && !(seen.isSeen() && document.hasFocus())) ring()
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
    brought: (news) => talk.brought(news),
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
  seen.count(unread)
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
    forgetSound()
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
  const host = hostOrigin()
  if (host) {
    besideHost(host, false, () => {})
    if (!keepsCookies()) startElsewhere(form)
  }
  const begin = async () => {
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form) as unknown as Record<string, string>) })
    if (answer.redirected) {
      forget()
      location.replace(answer.url)
    } else if (answer.status >= 500 || answer.status === 429) throw new Error('later')
    // Refused: the page says why, and keeps the words.
    else form.submit()
  }
  // Asked for and not gone to: a service that does not answer would leave an empty page, and take the words with it.
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    trouble(form, 'message', undefined)
    begin().catch(() => trouble(form, 'message', navigator.onLine ? form.dataset['down'] : form.dataset['offline']))
  })
}

/** A browser that keeps no cookie of this frame would lose the talk with the next page. */
function keepsCookies(): boolean {
  const of = '; Path=/; Secure; SameSite=None; Partitioned'
  // biome-ignore lint/suspicious/noDocumentCookie: the one way that every browser has
  document.cookie = `probe=1${of}`
  const kept = document.cookie.includes('probe=1')
  // biome-ignore lint/suspicious/noDocumentCookie: as above
  document.cookie = `probe=; Max-Age=0${of}`
  return kept
}

/** Says so, and leads to the page of our own; nobody types a question that could not be answered. */
function startElsewhere(form: HTMLFormElement): void {
  form.hidden = true
  const way = one(document, '[data-no-cookies]')
  if (way) way.hidden = false
}

// A page kept alive for the Back button is asked for afresh: it may have been wiped meanwhile.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload())

const root = document.querySelector<HTMLElement>('[data-chat]')
if (root && !root.dataset['older']) setUp(root)
const start = document.querySelector<HTMLFormElement>('[data-start]')
if (start) setUpStart(start)
formHelp(document.querySelector('[data-form-help]'))
// A page that says what is wrong: whoever holds the frame hears that it is there.
const around = hostOrigin()
if (around && !root && !start) besideHost(around, false, () => {})
