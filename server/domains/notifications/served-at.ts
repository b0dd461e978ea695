export interface Sent {
  channel: string
  state: string
  sent_at: Date | null
  delivered_at: Date | null
}

/**
 * When a notice counts as told to the citizen (SLA-5): once it stands in the account, opened or not, because the account is where the agency
 * and the citizen have agreed to meet; or once the mail server has taken the letter; or once the network says that the text message reached
 * the telephone. A push proves nothing. A letter that came back afterwards has failed, and counts no more.
 */
export function servedAt({ channel, state, sent_at, delivered_at }: Sent): Date | null {
  if (channel === 'inapp') return state === 'delivered' ? sent_at : null
  if (channel === 'email') return state === 'sent' || state === 'delivered' ? sent_at : null
  return channel === 'sms' && state === 'delivered' ? delivered_at : null
}
