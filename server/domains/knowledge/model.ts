import type { Lang } from '#contract/common'
import type { ArticleSide } from '#contract/knowledge'

/** A published article in both languages. `version` 0: as it came with the service. */
export interface Published {
  id: string
  /** Of the assistant. */
  topic: string
  version: number
  changedAt: Date | null
  sides: Record<Lang, ArticleSide>
}

/** Days until somebody should read an article again, unless the editor says another day. */
export const REVIEW_DAYS = 180
