import type { riskMarks } from '#contract/account-desk'

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
