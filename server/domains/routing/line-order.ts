import type { PriorityClass } from '#contract/topics'

/**
 * Minutes by which a class stands before one that came at the same time. What waits grows old at the same pace for all, so a class is overtaken
 * only by what comes within the difference: nobody starves (CHAT-9).
 */
export const headStartMinutes: Record<PriorityClass, number> = { urgent: 20, standard: 10, dataChange: 5, complex: 0 }

/** The instant the line is ordered by, earliest first: fixed when the work comes, so the order needs no upkeep. `queuedAt` settles what is equal. */
export const placeInLine = (priorityClass: PriorityClass, queuedAt: Date): Date => new Date(queuedAt.getTime() - headStartMinutes[priorityClass] * 60_000)
