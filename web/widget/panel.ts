import { type Frame, frameOf } from './frame.ts'
import { kept } from './kept.ts'
import { css, narrow } from './look.ts'
import en from './texts/widget.en.json'
import ru from './texts/widget.ru.json'

export interface Wishes {
  /** Origin of the service. */
  home: string
  lang: 'ru' | 'en'
  side: 'left' | 'right'
  /** Of the agency. */
  name: string
}

const make = <K extends keyof HTMLElementTagNameMap>(tag: K, values: Partial<HTMLElementTagNameMap[K]> = {}, attributes: Record<string, string> = {}) => {
  const element = Object.assign(document.createElement(tag), values)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  return element
}
const filled = (text: string, name: string, value: string | number): string => text.replace(`{${name}}`, String(value))

/** A sheet that no policy of the page forbids; older browsers get it as an element, which such a policy may refuse. */
function dress(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
  } catch {
    root.append(make('style', { textContent: css }))
  }
}

function speechBubble(): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(space, 'svg')
  const path = document.createElementNS(space, 'path')
  const look = { viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', 'stroke-width': '2', 'stroke-linejoin': 'round', 'aria-hidden': 'true' }
  for (const [name, value] of Object.entries(look)) svg.setAttribute(name, value)
  path.setAttribute('d', 'M4 5h16v11h-9l-4 4v-4H4z')
  svg.append(path)
  return svg
}

/** Puts the button into the page. Beside the body and not in it: whoever swaps the body while the reader goes on leaves the chat where it is. */
export function mount({ home, lang, side, name }: Wishes): void {
  const t = { ru, en }[lang]
  const outside = make('opora-chat' as 'div')
  // Set one by one and not as an attribute, which the page's policy may forbid; important, so that no rule of the page hides or moves it.
  for (const [property, value] of Object.entries({ all: 'initial', display: 'block', 'font-size': 'max(16px, 1rem)' }))
    outside.style.setProperty(property, value, 'important')
  outside.lang = lang
  const root = outside.attachShadow({ mode: 'open' })
  dress(root)

  const label = make('span', { textContent: t.open })
  const news = make('span', { className: 'unseen' })
  label.append(news)
  const badge = make('span', { className: 'count', hidden: true }, { 'aria-hidden': 'true' })
  const button = make('button', { type: 'button', className: `open ${side}` }, { 'aria-haspopup': 'dialog', 'aria-expanded': 'false' })
  button.append(speechBubble(), label, badge)
  const panel = make('dialog', { className: side }, { 'aria-labelledby': 'title' })
  const head = make('div', { className: 'head' })
  const fold = make('button', { type: 'button', textContent: t.fold })
  head.append(make('h2', { id: 'title', textContent: filled(t.title, 'name', name) }), fold)
  const wait = make('p', { className: 'wait', textContent: t.loading, hidden: true }, { role: 'status' })
  const away = make('div', { className: 'away', hidden: true }, { role: 'alert' })
  const again = make('button', { type: 'button', textContent: t.again })
  const page = `${home}${lang === 'en' ? '/en' : ''}/chat`
  away.append(make('p', { textContent: t.away }), again, make('br'), make('a', { href: page, target: '_blank', rel: 'noopener', textContent: t.elsewhere }))
  panel.append(head, wait, away)
  const said = make('span', { className: 'unseen' }, { role: 'status' })
  root.append(button, panel, said)

  const small = matchMedia(narrow)
  let isOpen = false
  let frame: Frame | undefined

  const count = (n: number) => {
    const words = n > 0 ? filled(t.unread, 'n', n) : ''
    badge.hidden = n === 0
    badge.textContent = n > 99 ? '99+' : String(n)
    news.textContent = n > 0 ? ` ${filled(t.news, 'n', n)}` : ''
    // While it is open the chat itself says what came.
    if (!isOpen) said.textContent = words
  }
  const load = (): Frame => {
    frame ??= frameOf({
      home,
      page: `${page}?${new URLSearchParams({ window: location.origin })}`,
      title: filled(t.title, 'name', name),
      into: panel,
      state: (state) => {
        wait.hidden = state !== 'loading'
        away.hidden = state !== 'away'
      },
      count,
      talk: (on) => kept.talk(on),
      close: () => close(),
    })
    return frame
  }
  /** Over everything on a small screen, so that nobody tabs into what is covered; beside the page elsewhere. */
  const stand = () => {
    if (panel.open) panel.close()
    if (small.matches) panel.showModal()
    else panel.setAttribute('open', '')
    fit()
  }
  const open = (focus: boolean) => {
    isOpen = true
    stand()
    button.setAttribute('aria-expanded', 'true')
    said.textContent = ''
    kept.open(true)
    if (focus) fold.focus()
    load().shown(true, focus)
  }
  const close = () => {
    if (!isOpen) return
    isOpen = false
    panel.close()
    button.setAttribute('aria-expanded', 'false')
    kept.open(false)
    frame?.shown(false, false)
    button.focus()
  }
  /** The keyboard of a telephone takes its part of the screen away from the chat, not the field out of sight. */
  const fit = () => {
    const seen = small.matches && isOpen ? window.visualViewport : null
    panel.style.height = seen ? `${seen.height}px` : ''
    panel.style.top = seen ? `${seen.offsetTop}px` : ''
  }

  button.addEventListener('click', () => (isOpen ? close() : open(true)))
  fold.addEventListener('click', close)
  again.addEventListener('click', () => {
    fold.focus()
    load().again()
  })
  panel.addEventListener('keydown', (event) => event.key === 'Escape' && close())
  panel.addEventListener('cancel', (event) => {
    event.preventDefault()
    close()
  })
  // Some browsers close on a second Escape without asking.
  panel.addEventListener('close', () => !panel.open && close())
  small.addEventListener('change', () => isOpen && stand())
  for (const change of ['resize', 'scroll'] as const) window.visualViewport?.addEventListener(change, fit)

  document.documentElement.append(outside)
  // Whoever rewrites the whole page puts the chat out; it comes back, and its talk with it.
  new MutationObserver(() => outside.isConnected || document.documentElement.append(outside)).observe(document.documentElement, { childList: true })
  if (kept.wasOpen() && !small.matches) open(false)
  else if (kept.hadTalk()) load()
}
