import type { CitizenStatus, Status } from '#contract/tickets'

const shown: Record<Status, CitizenStatus> = {
  draft: 'accepted',
  registered: 'accepted',
  assigned: 'accepted',
  in_progress: 'in_progress',
  waiting_citizen: 'waiting_you',
  waiting_external: 'waiting_body',
  resolved: 'answer_ready',
  closed: 'closed',
  declined: 'declined',
  withdrawn: 'withdrawn',
  transferred: 'transferred',
  merged: 'merged',
}
/** 12 states of staff as the 7 statuses and 3 ends a citizen sees. */
export const citizenStatus = (status: Status): CitizenStatus => shown[status]

/** Whose move it is: the first of the three things every screen answers. */
export const whoseMove = (status: Status): 'agency' | 'citizen' | 'nobody' =>
  status === 'waiting_citizen' || status === 'resolved'
    ? 'citizen'
    : ['closed', 'declined', 'transferred', 'withdrawn', 'merged'].includes(status)
      ? 'nobody'
      : 'agency'
