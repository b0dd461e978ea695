/** Web push as far as several domains need it: which addresses may be called, and the key that says who calls. */
export { isPushEndpoint } from './is-push-endpoint.ts'
export { type VapidKeys, vapidKeys } from './vapid-keys.ts'
