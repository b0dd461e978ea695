import assert from 'node:assert/strict'
import type { Ctx } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import { proveRecovery } from '../commands/prove-recovery.ts'
import { sendRecoveryCode, startRecovery } from '../commands/start-recovery.ts'
import { recoveryOfBrowser, recoveryView } from '../queries/recovery.ts'
import type { Tickets } from '../tickets-door.ts'
import { at, type Known, newestCode } from './recovering.ts'

let addresses = 0
/** What browsers do with recoveries, each start from a network address of its own. */
export function recoveries(platform: Platform, tickets: Tickets) {
  const from = () => ({ address: `10.1.${Math.floor(++addresses / 250)}.${addresses % 250}`, deviceHash: null })
  const begin = (browser: Ctx, contact: string) => startRecovery(browser, tickets, { contact, ...from() })
  return {
    begin,
    view: async (browser: Ctx, id: string) => recoveryView(browser, await recoveryOfBrowser(browser, id)),
    accountOf: ({ citizenId }: Known) => platform.store.db.selectFrom('account').selectAll().where('citizen_id', '=', citizenId).executeTakeFirstOrThrow(),
    /** Both codes: mail first, then the telephone. */
    proveBoth: async (browser: Ctx, owner: Known): Promise<string> => {
      const { id } = await begin(browser, owner.mail)
      await proveRecovery(browser, id, { kind: 'email', code: await newestCode(platform, owner.citizenId, 'email') })
      const later = at(browser, 0.1)
      await sendRecoveryCode(later, id, { channel: 'sms', address: '10.9.9.9' })
      const step = await proveRecovery(later, id, { kind: 'phone', code: await newestCode(platform, owner.citizenId, 'sms') })
      assert.equal(step.step, 'password')
      return id
    },
  }
}
