// Push in a browser that has no screen: what stands in for it, and what its worker asked for.
import type { CDPSession, Worker } from 'playwright-core'

/**
 * A browser without a screen allows no messages and reaches no push service: the permission is said to be given, and `subscribe` hands out an
 * address of the test's own service. The page, the route, the sender, the encryption and the worker are real.
 */
export const standsIn = ({ endpoint, p256dh, auth }: { endpoint: string; p256dh: string; auth: string }) => {
  const made = { endpoint, toJSON: () => ({ endpoint, keys: { p256dh, auth } }), unsubscribe: async () => Boolean(localStorage.removeItem('stands-in')) }
  Object.defineProperty(Notification, 'permission', { get: () => (localStorage.getItem('asked') ? 'granted' : 'default') })
  Notification.requestPermission = async () => {
    localStorage.setItem('asked', '1')
    return 'granted'
  }
  PushManager.prototype.subscribe = async (options) => {
    const key = new Uint8Array(options?.applicationServerKey as ArrayBuffer)
    localStorage.setItem('stands-in', btoa(String.fromCharCode(...key)))
    return made as unknown as PushSubscription
  }
  PushManager.prototype.getSubscription = async () => (localStorage.getItem('stands-in') ? (made as unknown as PushSubscription) : null)
}

/** The number of the worker's registration, as the browser counts them. */
export async function registrationOf(session: CDPSession): Promise<string> {
  return new Promise((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const one = registrations.find(({ isDeleted }) => !isDeleted)
      if (one) resolve(one.registrationId)
    })
    void session.send('ServiceWorker.enable')
  })
}
interface Shown {
  title: string
  options: NotificationOptions & { data: { url: string } }
}
interface Scope {
  shown: Shown[]
  opened: string[]
  registration: { showNotification: (title: string, options: Shown['options']) => Promise<void> }
  clients: { openWindow: (url: string) => Promise<void>; matchAll: () => Promise<[]> }
  ExtendableEvent: new (name: string) => Event
}
/** There is no screen to show anything on or to press: what the worker asks the browser for is kept. */
export const watched = (worker: Worker) =>
  worker.evaluate(() => {
    const scope = globalThis as unknown as Scope
    scope.shown = []
    scope.opened = []
    scope.registration.showNotification = async (title, options) => void scope.shown.push({ title, options })
    scope.clients.matchAll = async () => []
    scope.clients.openWindow = async (url) => void scope.opened.push(url)
  })
export const shownBy = (worker: Worker) => worker.evaluate(() => (globalThis as unknown as Scope).shown)
export const pressed = (worker: Worker) =>
  worker.evaluate(async () => {
    const scope = globalThis as unknown as Scope
    const event = new scope.ExtendableEvent('notificationclick')
    Object.defineProperty(event, 'notification', { value: { close: () => {}, data: scope.shown[0]?.options.data } })
    dispatchEvent(event)
    await new Promise((resolve) => setTimeout(resolve, 50))
    return scope.opened
  })
