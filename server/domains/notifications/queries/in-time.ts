import { CODES_LATE, NOTICES_LATE } from '#contract/notice-events'
import type { Platform } from '#platform/platform'

/** Whether nothing waits longer than we promise, for whoever watches the service from outside. */
export async function noticesInTime({ store }: Pick<Platform, 'store'>): Promise<boolean> {
  const late = await store.db.selectFrom('store_fact').select('name').where('name', 'in', [CODES_LATE, NOTICES_LATE]).execute()
  return late.length === 0
}
