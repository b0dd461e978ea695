import { change } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { knownZone } from '#platform/known-zone'
import { Refusal } from '#platform/refusal'
import { fullySignedIn } from '../access.ts'
import { noteDataChecked } from '../data-check.ts'

/** Language and time zone of what we send, and whether we remind; what is not given stays. */
export async function changeSettings(ctx: Ctx, { lang, zone, reminders }: { lang?: 'ru' | 'en'; zone?: string; reminders?: boolean }): Promise<void> {
  const { id } = fullySignedIn(ctx.actor)
  if (zone !== undefined && !knownZone(zone)) throw new Refusal('unprocessable', 'settings.problems', undefined, [{ field: 'zone', code: 'zone.unknown' }])
  await change(ctx, async (tx) => {
    if (lang || zone)
      await tx.db
        .updateTable('citizen')
        .set({ ...(lang && { lang }), ...(zone && { zone }) })
        .where('id', '=', id)
        .execute()
    if (reminders !== undefined)
      await tx.run(
        { name: 'account-reminders', text: "update account set settings = settings || jsonb_build_object('reminders', $2::boolean) where citizen_id = $1" },
        [id, reminders],
      )
    const fields = Object.entries({ lang, zone, reminders }).flatMap(([name, value]) => (value === undefined ? [] : [name]))
    tx.record('account.settings-changed', { subject: id, object: id }, { fields })
  })
}

/** RECOV-6: the owner has looked, and all is right. */
export async function dataIsRight(ctx: Ctx): Promise<void> {
  const { id } = fullySignedIn(ctx.actor)
  await change(ctx, (tx) => noteDataChecked(tx, id, ctx.now, 'right'))
}
