import type { Lang } from './common.ts'
import type { NoticeEvent } from './notice-events.ts'

/** What a push carries, and all of it: it is shown on locked screens and passes foreign hands (sealed for the browser). Read by the service worker. */
export interface PushPayload {
  kind: NoticeEvent
  lang: Lang
  title: string
  text: string
  /** The page to open, on our own host. */
  url: string
  /** The same at each try of a notice: a second one takes the place of the first on the screen. */
  tag: string
}
