import type { TemplateSide } from '#contract/notice-templates'
import type { Statement, Store } from '#platform/db/store'
import type { Platform } from '#platform/platform'
import type { ReleasedTexts } from '../render.ts'

/** After this the store is asked whether an editor has released something; so a text is sent everywhere within seconds. */
const KNOWN_MS = 3000

interface Known {
  edition: string
  texts: ReleasedTexts
  askedAt: number
}
const known = new WeakMap<Store, Known>()
const none: ReleasedTexts = new Map()

/** The texts that the agency has released, as they were at the last `freshTexts`. */
export const releasedIn = (store: Store): ReleasedTexts => known.get(store)?.texts ?? none

/** Whoever is about to write letters calls this first. */
export async function freshTexts({ store, monotonicMs }: Pick<Platform, 'store' | 'monotonicMs'>): Promise<void> {
  const at = monotonicMs()
  const now = known.get(store)
  if (now && at - now.askedAt < KNOWN_MS) return
  const [row] = await store.run<{ edition: string }>(editionNow, [])
  const edition = row?.edition ?? '0'
  known.set(store, { edition, texts: now?.edition === edition ? now.texts : await read(store), askedAt: at })
}

/** An editor's own press is seen at once by the process that served it; the others find out by the edition. */
export function forgetReleased(store: Store): void {
  const now = known.get(store)
  if (now) now.askedAt = Number.NEGATIVE_INFINITY
}

const editionNow: Statement = { name: 'template-edition', text: 'select coalesce(max(edition), 0)::text as edition from notice_template' }
const released: Statement = {
  name: 'templates-released',
  text: `select t.event, v.ru, v.en from notice_template t
    join notice_template_version v on v.event = t.event and v.version = t.released_version`,
}

async function read(store: Store): Promise<ReleasedTexts> {
  const rows = await store.run<{ event: string; ru: TemplateSide; en: TemplateSide }>(released, [])
  return new Map(rows.map(({ event, ru, en }) => [event, { ru, en }]))
}
