import { Inbox, newOwner } from '../helpers/account-site.ts'
import type { Employee } from '../helpers/staff.ts'
import { sweepDoors, sweepRegistration, sweepStepByCode, sweepSteps } from './account-doors-sweep.ts'
import { sweepRecovery } from './account-recovery-sweep.ts'
import { sweepBounds, sweepClosing, sweepContacts, sweepData, sweepEnrol, sweepProtection, sweepRequests, sweepRooms } from './account-rooms-sweep.ts'
import type { Look } from './look.ts'
import { type AtAccount, type On, Visitor } from './visitor.ts'
import type { Screen } from './walk.ts'

/**
 * The life of one account in one look, from registering to its end, by what a person does in a browser: every page, every form refused,
 * everything that is waited for. Time that nobody can wait for passes in the store.
 */
export async function sweepAccount(on: On, look: Look, operator: Employee): Promise<Screen[]> {
  const visitors: Visitor[] = []
  const inbox = new Inbox(on.stage, on.sms)
  const come = async () => {
    const visitor = await Visitor.come(on, look, inbox)
    visitors.push(visitor)
    return visitor
  }
  const at: AtAccount = { on, look, inbox, owner: newOwner(), operator, own: await come(), come }
  await sweepRegistration(at)
  await sweepRooms(at.own, 'new')
  await sweepDoors(at)
  await sweepStepByCode(at)
  await sweepData(at)
  await sweepContacts(at)
  const { secret, codes } = await sweepProtection(at)
  await sweepRequests(at)
  await sweepRooms(at.own, 'full')
  await sweepEnrol(await sweepSteps(at), codes[0] as string)
  await sweepBounds(at)
  await sweepRecovery(at)
  await sweepClosing(at, secret)
  return visitors.flatMap(({ walk }) => walk.screens)
}
