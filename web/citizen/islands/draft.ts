/**
 * Keeps what is typed: 2 s after a pause on the server, on the device while there is no network (not on a shared computer).
 * Sending always waits for a press.
 */
const pause = 2000
const keptHere = 'opora-draft'
const around = document.querySelector<HTMLElement>('[data-autosave]')
const form = document.querySelector<HTMLFormElement>('form[data-draft]')
const line = document.querySelector<HTMLElement>('[data-saved]')
const band = document.querySelector<HTMLElement>('[data-band]')
const sharedBox = document.querySelector<HTMLInputElement>('[data-shared-box]')
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

type Fields = Record<string, string>
const isShared = (): boolean => sharedBox?.checked ?? around?.dataset['shared'] === 'yes'

function fieldsOf(form: HTMLFormElement): Fields {
  const fields: Fields = { lang: document.documentElement.lang, zone }
  for (const [name, value] of new FormData(form)) if (typeof value === 'string' && name !== 'shared') fields[name] = value.replaceAll('\r\n', '\n')
  return fields
}

function show(saved: boolean, at?: string): void {
  if (band) {
    band.hidden = saved
    const words = band.querySelector('span') as HTMLElement
    words.textContent = saved ? '' : ((isShared() ? band.dataset['none'] : band.dataset['local']) ?? '')
  }
  if (!line || !around || !at) return
  const clock = new Intl.DateTimeFormat('ru', { hour: '2-digit', minute: '2-digit', timeZone: around.dataset['zone'] ?? zone }).format(new Date(at))
  line.textContent = (line.dataset['saved'] ?? '').replace('{time}', `${clock} ${around.dataset['zoneName']}`)
}

function keepHere(fields: Fields): void {
  if (!isShared()) localStorage.setItem(keptHere, JSON.stringify({ page: location.pathname, fields }))
}

/** True while something typed has not reached the server. */
let unsaved = false

async function save(form: HTMLFormElement): Promise<void> {
  const fields = fieldsOf(form)
  try {
    const answer = await fetch('/api/draft', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) })
    if (!answer.ok) throw new Error(String(answer.status))
    const draft = (await answer.json()) as { savedAt: string | null }
    unsaved = false
    localStorage.removeItem(keptHere)
    show(true, draft.savedAt ?? undefined)
  } catch {
    keepHere(fields)
    show(false)
  }
}

/** Puts back words that were kept on the device and never reached the server; true when there were any. */
function restore(form: HTMLFormElement): boolean {
  try {
    const kept = JSON.parse(localStorage.getItem(keptHere) ?? 'null') as { page: string; fields: Fields } | null
    if (!kept || kept.page !== location.pathname) return false
    for (const [name, value] of Object.entries(kept.fields)) {
      const control = form.elements.namedItem(name)
      if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement || control instanceof RadioNodeList) control.value = value
    }
    return true
  } catch {
    return false
  }
}

if (form && around) {
  // The server shows the visitor's own time beside ours once it knows the zone.
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers that we serve
  document.cookie = `zone=${encodeURIComponent(zone)}; Path=/; SameSite=Lax; Max-Age=31536000`
  let waiting: ReturnType<typeof setTimeout> | undefined
  const soon = () => {
    unsaved = true
    clearTimeout(waiting)
    waiting = setTimeout(() => void save(form), pause)
  }
  if (restore(form)) {
    const said = document.querySelector<HTMLElement>('[data-restored]')
    if (said) said.hidden = false
    soon()
  }
  form.addEventListener('input', soon)
  addEventListener('online', () => void save(form))
  // Closed in the middle of a pause: the last words stay on the device until the next visit.
  addEventListener('pagehide', () => unsaved && !sent && keepHere(fieldsOf(form)))
  sharedBox?.addEventListener('change', () => sharedBox.checked && localStorage.removeItem(keptHere))
  let sent = false
  form.addEventListener('submit', (event) => {
    if (navigator.onLine) {
      sent = true
      clearTimeout(waiting)
      localStorage.removeItem(keptHere)
      return
    }
    event.preventDefault()
    keepHere(fieldsOf(form))
    show(false)
    band?.scrollIntoView({ block: 'nearest' })
  })
}

export {}
