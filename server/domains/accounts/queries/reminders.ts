import type { TxStore } from '#platform/db/store'

/** Whether somebody wants to be reminded of what we wait for; people without an account do. */
export async function wantsReminders(tx: Pick<TxStore, 'run'>, citizenId: string): Promise<boolean> {
  const [row] = await tx.run<{ wanted: boolean }>(wanted, [citizenId])
  return row?.wanted ?? true
}
const wanted = {
  name: 'wants-reminders',
  text: `select coalesce((account.settings ->> 'reminders')::boolean, true) as wanted
    from citizen join account on account.citizen_id = coalesce(citizen.belongs_to, citizen.id) where citizen.id = $1`,
}
