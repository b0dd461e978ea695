/**
 * Marks of risk of a recovery, found when it starts (requirements, section 5).
 * unknown_device: no known device of the account; contact_changed, factor_added: within 72 h; several_accounts: this browser recovers more than one;
 * failed_match: name, INN and passport did not fit within a day; phishing_report: its owner reported suspicious activity within 7 days;
 * earlier_refused: a recovery in which a right proof was given was stopped, refused or ran out within 7 days.
 */
export const riskMarks = [
  'unknown_device',
  'contact_changed',
  'factor_added',
  'several_accounts',
  'failed_match',
  'phishing_report',
  'earlier_refused',
] as const
export type RiskMark = (typeof riskMarks)[number]

/** plain: the proofs are enough; delay: the owner gets a day to stop it; review: and a security officer has to agree. */
export type Grade = 'plain' | 'delay' | 'review'

const heavy: readonly RiskMark[] = ['contact_changed', 'factor_added', 'several_accounts', 'failed_match', 'earlier_refused']

/**
 * Most honest recoveries come from a device that nobody knows, so by itself that is no reason to wait: two proofs by different methods are
 * asked for anyway. It weighs where two other marks meet.
 */
export function gradeOf(marks: readonly string[]): Grade {
  const has = (mark: RiskMark) => marks.includes(mark)
  if (has('phishing_report')) return 'review'
  const weight = heavy.filter(has).length
  if (weight === 0) return 'plain'
  return weight > 1 && has('unknown_device') ? 'review' : 'delay'
}
