import type { PushPayload } from '#contract/push'

/** Shows push messages, opens the page they lead to, and says on a lost connection that it is lost. It keeps no page of anybody. */
interface WorkerEvent extends Event {
  waitUntil: (work: Promise<unknown>) => void
  respondWith: (answer: Promise<Response>) => void
  request: Request
  data: { json: () => unknown } | null
  notification: Notification
  oldSubscription?: PushSubscription
  newSubscription?: PushSubscription
}
interface OpenWindow {
  url: string
  focus: () => Promise<unknown>
}
/** The parts of a worker's scope that are used here; the library of types for workers does not go beside that for pages. */
interface Scope {
  addEventListener: (name: string, heard: (event: WorkerEvent) => void) => void
  skipWaiting: () => Promise<void>
  registration: ServiceWorkerRegistration
  clients: { claim: () => Promise<void>; matchAll: (which: object) => Promise<OpenWindow[]>; openWindow: (url: string) => Promise<unknown> }
}
const worker = globalThis as unknown as Scope
const kept = 'offline-1'
const offline = { ru: '/offline', en: '/en/offline' }

worker.addEventListener('install', (event) => {
  // As a stranger sees them: without cookies.
  const get = (path: string) => new Request(path, { credentials: 'omit', cache: 'reload' })
  event.waitUntil(
    caches
      .open(kept)
      .then((cache) => cache.addAll(Object.values(offline).map(get)))
      .then(() => worker.skipWaiting()),
  )
})
worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== kept).map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  )
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.mode !== 'navigate' || request.method !== 'GET') return
  const isEnglish = /^\/en(\/|$)/.test(new URL(request.url).pathname)
  event.respondWith(fetch(request).catch(async () => (await caches.match(isEnglish ? offline.en : offline.ru, { ignoreVary: true })) ?? Response.error()))
})

worker.addEventListener('push', (event) => {
  if (!event.data) return
  const { title, text, lang, url, tag } = event.data.json() as PushPayload
  event.waitUntil(worker.registration.showNotification(title, { body: text, lang, tag, icon: '/app-icon.png', data: { url } }))
})

worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { url } = event.notification.data as { url: string }
  const to = new URL(url, location.origin)
  // Only our own pages are ever opened.
  if (to.origin !== location.origin) return
  event.waitUntil(
    worker.clients.matchAll({ type: 'window', includeUncontrolled: true }).then(async (windows) => {
      const open = windows.find((one) => new URL(one.url).pathname === to.pathname)
      await (open ? open.focus() : worker.clients.openWindow(to.href))
    }),
  )
})

/** The browser has another address for us: it is told at once, where the person is still signed in; else by the page of the settings. */
worker.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(
    (async () => {
      const options = event.oldSubscription?.options ?? { userVisibleOnly: true }
      const fresh = event.newSubscription ?? (await worker.registration.pushManager.subscribe(options))
      const { endpoint, keys } = fresh.toJSON()
      const lang = (await worker.registration.getNotifications())[0]?.lang === 'en' || navigator.language.startsWith('en') ? 'en' : 'ru'
      await fetch('/api/account/push-devices', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify({ endpoint, p256dh: keys?.['p256dh'], auth: keys?.['auth'], lang }),
      })
    })(),
  )
})
