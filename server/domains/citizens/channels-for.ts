import { type ChosenChannel, type ChosenMatrix, chosenChannels, groupOf } from '#contract/notice-choices'
import { type NoticeEvent, type NoticeRule, noticeEvents } from '#contract/notice-events'

/** Whom a notice is for. A guest has no account: mail to the address given is the only way (SLA-7). */
export interface Reader {
  /** Of the account that the record is or belongs to. */
  accountId?: string
  hasAccount: boolean
  matrix: ChosenMatrix
  /** Ways that lead to this reader at all; of an address that is sealed with a request nobody asks before it is sent. */
  reach: Readonly<Record<ChosenChannel, boolean>>
}
export type QueuedChannel = ChosenChannel | 'inapp'

/**
 * The channels to queue a notice for: those of the event that are mandatory or chosen, and lead to the reader. The pages of an account show
 * everything. What is mandatory and reaches nobody by its own channels goes by those that the matrix leaves to choice.
 */
export function channelsFor(event: NoticeEvent, { hasAccount, matrix, reach }: Reader): QueuedChannel[] {
  const { channels, optionalChannels, mandatory }: NoticeRule = noticeEvents[event]
  const isChosen = matrix[groupOf(event)]
  if (!hasAccount) {
    const byMail = channels.includes('email') || optionalChannels.includes('email')
    return byMail && reach.email && (mandatory || isChosen.email) ? ['email'] : []
  }
  const leads = chosenChannels.filter((channel) => reach[channel])
  const regular = leads.filter((channel) => channels.includes(channel) && (mandatory || isChosen[channel]))
  const optional = leads.filter((channel) => optionalChannels.includes(channel) && isChosen[channel])
  const reached = [...regular, ...optional].some((channel) => channel !== 'push')
  const instead = mandatory && !reached ? leads.filter((channel) => optionalChannels.includes(channel) && channel !== 'push') : []
  return [...new Set([...regular, ...optional, ...instead]), ...(channels.includes('inapp') ? (['inapp'] as const) : [])]
}
