import type { Topic } from '#contract/topics'

/** What can be told or done only to the owner of an account: the state of something filed, and changes of data. */
const ofAccount: readonly Topic[] = [
  'service.status',
  'service.refused',
  'documents.external',
  'data.error',
  'data.name',
  'data.document',
  'data.contact',
  'tech.status_stuck',
]

/** Whether a guest is offered to sign in inside the talk (K11). */
export const needsAccount = (topic: Topic | null | undefined): boolean => topic !== null && topic !== undefined && ofAccount.includes(topic)
