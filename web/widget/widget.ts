/** One script tag on another site of the agency puts a button there; the chat itself stays in a frame of our host, which that page cannot look into. */
import { mount } from './panel.ts'

interface Door {
  allowed: boolean
  name: { ru: string; en: string }
}

/** For whoever put the tag into the page; people are shown nothing. */
const complain = (home: string, why: string) => console.error(`Chat of ${home}: ${why}`)

async function start(home: string, wishes: DOMStringMap): Promise<void> {
  const answer = await fetch(`${home}/widget/door`, { credentials: 'omit', referrerPolicy: 'no-referrer' }).catch(() => undefined)
  if (!answer?.ok)
    return complain(home, 'it does not answer. If this page has a Content-Security-Policy, its script-src, connect-src and frame-src must name this host.')
  const door = (await answer.json()) as Door
  if (!door.allowed)
    return complain(home, `${location.origin} may not show it. The administrator there adds this origin to WIDGET_ORIGINS and restarts the service.`)
  const lang = (wishes['lang'] ?? document.documentElement.lang).toLowerCase().startsWith('en') ? 'en' : 'ru'
  const show = () => mount({ home, lang, side: wishes['side'] === 'left' ? 'left' : 'right', name: door.name[lang] })
  if (document.body) show()
  else addEventListener('DOMContentLoaded', show)
}

const tag = document.currentScript as HTMLScriptElement | null
/** A second tag in the same page changes nothing. */
const once = Symbol.for('opora-chat')
if (tag && !(once in document)) {
  Object.defineProperty(document, once, { value: true })
  void start(new URL(tag.src).origin, tag.dataset)
}
