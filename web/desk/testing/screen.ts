import type { Page } from 'playwright-core'

/** One picture: where it is and what is done there first. */
export interface Screen {
  name: string
  path: string
  signedOut?: boolean
  act?: (page: Page) => Promise<unknown>
}
