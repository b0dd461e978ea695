/** What the receipts of all parts of a text message mean together: it is there when every part is; one that will never be there spoils it. Null: not known yet. */
export function receiptOutcome(statuses: readonly (string | null)[]): { state: 'delivered' | 'failed'; status: string } | null {
  const lost = statuses.find((status) => status !== null && forGood.has(status))
  if (lost) return { state: 'failed', status: lost }
  return statuses.length > 0 && statuses.every((status) => status === 'DELIVRD') ? { state: 'delivered', status: 'DELIVRD' } : null
}
const forGood = new Set(['UNDELIV', 'EXPIRED', 'DELETED', 'REJECTD'])
