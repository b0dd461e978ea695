import type { Page } from 'playwright-core'
import type { Desk } from '../helpers/desk.ts'
import type { Stage } from '../helpers/stage.ts'
import type { Cast, Requests } from './states.ts'
import type { Walk } from './walk.ts'

/** What a part of the sweep needs: the walk, the words of the desk, the requests there are. */
export interface AtDesk {
  stage: Stage
  cast: Cast
  walk: Walk
  desk: Desk
  page: Page
  requests: Requests
  /** Closes the dialog or menu on top. */
  close: () => Promise<void>
}

/** The other half of a request where the screen has place for one only. */
export async function side({ walk, desk, page }: AtDesk): Promise<void> {
  if (walk.look.width < 1024) await page.getByText(desk.t('tickets.pane.side'), { exact: true }).click()
}
