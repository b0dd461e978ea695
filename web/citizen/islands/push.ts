/** Turns push on and off for this browser, by a button and never by itself. */
const place = document.querySelector<HTMLElement>('[data-push-key]')

const bytes = (key: string): Uint8Array<ArrayBuffer> => {
  const plain = atob(key.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0))
}
const headers = () => ({ 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': crypto.randomUUID() })
const kept = 'push-device'

async function send({ endpoint, keys }: PushSubscriptionJSON): Promise<boolean> {
  const body = JSON.stringify({ endpoint, p256dh: keys?.['p256dh'], auth: keys?.['auth'], lang: document.documentElement.lang === 'en' ? 'en' : 'ru' })
  const answer = await fetch('/api/account/push-devices', { method: 'POST', headers: headers(), body })
  if (!answer.ok) return false
  localStorage.setItem(kept, ((await answer.json()) as { id: string }).id)
  return true
}

function setUp(place: HTMLElement): void {
  const part = (name: string) => place.querySelector<HTMLElement>(`[data-push="${name}"]`)
  const show = (...names: string[]) => {
    for (const one of place.querySelectorAll<HTMLElement>('[data-push]')) one.hidden = !names.includes(one.dataset['push'] ?? '')
  }
  const say = (...names: string[]) => {
    show(...names)
    place.querySelector<HTMLElement>('[data-push]:not([hidden])')?.focus()
  }
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) {
    show('unable')
    return
  }

  const look = async () => {
    const registration = await navigator.serviceWorker.getRegistration('/')
    const now = await registration?.pushManager.getSubscription()
    if (Notification.permission === 'denied') return show('denied')
    if (!now) return show('on')
    // The address may have changed, or another person was signed in here when it was turned on.
    if (!place.querySelector(`[data-device="${localStorage.getItem(kept)}"]`) && !(await send(now.toJSON()))) return show('on')
    show('is-on', 'off')
  }
  part('on')?.addEventListener('click', async () => {
    try {
      if ((await Notification.requestPermission()) !== 'granted') return say('denied')
      await navigator.serviceWorker.register('/service-worker.js', { scope: '/' })
      const registration = await navigator.serviceWorker.ready
      const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(place.dataset['pushKey'] ?? '') })
      if (!(await send(made.toJSON()))) throw new Error('not taken')
      location.reload()
    } catch {
      say('failed', 'on')
    }
  })
  part('off')?.addEventListener('click', async () => {
    const registration = await navigator.serviceWorker.getRegistration('/')
    const now = await registration?.pushManager.getSubscription()
    const id = localStorage.getItem(kept)
    if (id) await fetch(`/api/account/push-devices/${id}`, { method: 'DELETE', headers: headers() }).catch(() => {})
    await now?.unsubscribe()
    localStorage.removeItem(kept)
    location.reload()
  })
  const here = place.querySelector<HTMLElement>(`[data-device="${localStorage.getItem(kept)}"] [data-here]`)
  if (here) here.hidden = false
  void look().catch(() => show('on'))
}
if (place) setUp(place)

export {}
