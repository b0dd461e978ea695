/** On a shared computer: warns when nobody has touched any page of ours here for a while, then wipes. Times are milliseconds. */
const touched = 'opora-kiosk'
const over = 'opora-kiosk-over'
const tryAgain = 5000

const now = () => Date.now()
/** Another tab or the small window may have been touched later than this page. */
const lastTouch = (): number => Number(localStorage.getItem(touched) ?? 0)
let written = 0
const touch = () => {
  if (now() - written < 500) return
  written = now()
  localStorage.setItem(touched, String(written))
}

function setUp(dialog: HTMLDialogElement): void {
  const idle = Number(dialog.dataset['kiosk']) * 1000
  const warning = Number(dialog.dataset['warning']) * 1000
  const left = dialog.querySelector<HTMLElement>('[data-left]') as HTMLElement
  const form = dialog.querySelector<HTMLFormElement>('[data-over]') as HTMLFormElement
  let wiping = false

  /** The screen first, whatever the network does; the rest as soon as the service answers, and before anything else after a reload. */
  const wipe = async (): Promise<void> => {
    wiping = true
    const words = Object.assign(document.createElement('p'), { textContent: dialog.dataset['wiping'] ?? '' })
    words.setAttribute('role', 'status')
    document.body.replaceChildren(words)
    document.title = words.textContent ?? ''
    sessionStorage.clear()
    localStorage.clear()
    localStorage.setItem(over, '1')
    try {
      // The talk and the session go with the answer; where it leads is not asked for here.
      const answer = await fetch(form.action, { method: 'POST', redirect: 'manual', body: new URLSearchParams() })
      if (answer.type !== 'opaqueredirect') throw new Error('later')
      localStorage.clear()
      location.replace(form.dataset['home'] ?? '/')
    } catch {
      setTimeout(() => void wipe(), tryAgain)
    }
  }
  const look = () => {
    if (wiping) return
    const rest = lastTouch() + idle + warning - now()
    if (rest <= 0) return void wipe()
    if (rest > warning) {
      if (dialog.open) dialog.close()
    } else {
      if (!dialog.open) dialog.showModal()
      left.textContent = (left.dataset['left'] ?? '').replace('{n}', String(Math.ceil(rest / 1000)))
    }
  }
  for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'input'] as const)
    addEventListener(event, look, { capture: true, passive: true })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void wipe()
  })
  dialog.querySelector('[data-stay]')?.addEventListener('click', look)
  setInterval(look, 1000)
  addEventListener('visibilitychange', look)
  // Kept alive for the Back button: asked for afresh, and by then it may be nobody's.
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload())
  if (localStorage.getItem(over)) void wipe()
}

touch()
for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'input'] as const)
  addEventListener(event, touch, { capture: true, passive: true })
const dialog = document.querySelector<HTMLDialogElement>('[data-kiosk]')
if (dialog) setUp(dialog)

export {}
