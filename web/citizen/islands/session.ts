/** Warns 2 minutes before the session ends, in every open page at once: a visit in one moves the end for all. */
const dialog = document.querySelector<HTMLDialogElement>('[data-session]')
const warnMs = 120_000
const shared = 'opora-session'

function setUp(dialog: HTMLDialogElement): void {
  const part = <T extends HTMLElement>(name: string) => dialog.querySelector<T>(`[data-${name}]`) as T
  const title = dialog.querySelector('h2') as HTMLElement
  const words = part('words')
  const [stay, again] = [part<HTMLButtonElement>('stay'), part('again')]
  // The server's clock counts; this device's may be off.
  const ahead = Date.now() - performance.now() - Date.parse(dialog.dataset['now'] ?? '')
  const last = Date.parse(dialog.dataset['end'] ?? '')
  let idle = Date.parse(dialog.dataset['idle'] ?? '')
  let waiting: ReturnType<typeof setTimeout> | undefined
  const left = () => Math.min(idle, last) - (Date.now() - ahead)

  const open = () => {
    if (!dialog.open) dialog.showModal()
  }
  const over = () => {
    title.textContent = title.dataset['over'] ?? ''
    words.textContent = words.dataset['over'] ?? ''
    stay.hidden = true
    again.hidden = false
    open()
  }
  const warn = () => {
    if (last <= idle) {
      words.textContent = words.dataset['final'] ?? ''
      stay.hidden = true
    }
    open()
    waiting = setTimeout(look, Math.max(1000, left()))
  }
  const look = () => {
    clearTimeout(waiting)
    const ms = left()
    if (ms <= 0) over()
    else if (ms <= warnMs) warn()
    // Longer waits than the browser's timers hold are taken in parts.
    else waiting = setTimeout(look, Math.min(ms - warnMs, 3_600_000))
  }
  const heard = (until: string | null) => {
    if (until && Date.parse(until) > idle) {
      idle = Date.parse(until)
      if (dialog.open && left() > warnMs) dialog.close()
      look()
    }
  }

  stay.addEventListener('click', async () => {
    const answer = await fetch('/api/account/session', { headers: { accept: 'application/json' } }).catch(() => undefined)
    if (!answer) return
    if (!answer.ok) return over()
    const { idleUntil } = (await answer.json()) as { idleUntil: string }
    localStorage.setItem(shared, idleUntil)
    heard(idleUntil)
    dialog.close()
  })
  part('close').addEventListener('click', () => dialog.close())
  addEventListener('storage', ({ key, newValue }) => key === shared && heard(newValue))
  // A phone that slept: its timers stood still.
  addEventListener('visibilitychange', () => document.visibilityState === 'visible' && look())
  try {
    localStorage.setItem(shared, dialog.dataset['idle'] ?? '')
  } catch {}
  look()
}
if (dialog) setUp(dialog)

export {}
