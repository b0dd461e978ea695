import { change } from '#platform/change'
import { uuidv7 } from '#platform/ids'
import { hashPassword } from '#platform/vault/index'
import { addContact, createAccount } from '../domains/accounts/commands/create-account.ts'
import { placeOfFactor } from '../domains/accounts/model.ts'
import { citizens, type Person } from './citizens.ts'
import type { Player } from './player.ts'
import { demoPassword, demoSecret } from './staff.ts'

/** plain: no second factor, a code by mail or text message from a new browser; app: codes of an app; cooling: came back by a recovery; locked: too many wrong tries. */
export const citizenStates = ['plain', 'app', 'cooling', 'locked'] as const
export interface DemoCitizen {
  person: Person
  state: (typeof citizenStates)[number]
}
/** People of the demonstration who have an account; everybody may know how they sign in. The first and the last write in different languages. */
export const demoCitizens: readonly DemoCitizen[] = [
  { person: citizens[0]!, state: 'plain' },
  { person: citizens[26]!, state: 'app' },
  { person: citizens[2]!, state: 'cooling' },
  { person: citizens[28]!, state: 'locked' },
  { person: citizens[50]!, state: 'plain' },
]
export const hasApp = ({ state }: DemoCitizen): boolean => state === 'app'

const HOUR = 3_600_000
const nameOf = ({ name, lang }: Person) => {
  const [first = '', second = '', patronymic] = name.split(' ')
  return lang === 'en' ? { surname: second, name: first } : { surname: first, name: second, ...(patronymic && { patronymic }) }
}

/** Makes the accounts as registering would, with both contacts proved; answers their ids by the person. */
export async function settle(player: Player, at: Date): Promise<Map<Person, string>> {
  const password = { hash: await hashPassword(demoPassword), isLong: true }
  const ids = new Map<Person, string>()
  for (const one of demoCitizens) ids.set(one.person, await settled(player, one, password, at))
  return ids
}

async function settled(player: Player, one: DemoCitizen, password: { hash: string; isLong: boolean }, at: Date): Promise<string> {
  const { person } = one
  const ctx = player.as({ kind: 'system', id: null }, at)
  const mail = { kind: 'email', normal: person.email, value: person.email } as const
  const phone = person.phone.replaceAll(/[^+\d]/g, '')
  return change(ctx, async (tx) => {
    const profile = { ...nameOf(person), birthDate: '1984-05-17' }
    const { citizenId, key } = await createAccount(ctx, tx, { contact: mail, profile, password, lang: person.lang, zone: person.zone, provedAt: at })
    await addContact(ctx, tx, citizenId, key, { kind: 'phone', normal: phone, value: person.phone }, at)
    if (hasApp(one)) {
      const id = uuidv7(at)
      const secret = key.seal(placeOfFactor(id), demoSecret(person.email))
      await tx.db.insertInto('account_factor').values({ citizen_id: citizenId, id, kind: 'totp', secret, created_at: at, confirmed_at: at }).execute()
      tx.record('account.factor-added', { subject: citizenId, object: citizenId }, { kind: 'totp' })
    }
    tx.record('account.registered', { subject: citizenId, object: citizenId }, { kind: 'email' })
    return citizenId
  })
}

/** What happened to some of them shortly before `now`: a recovery that ended, a lock that lasts longer than a demonstration is looked at. */
export async function troubled(player: Player, ids: ReadonlyMap<Person, string>, now: Date): Promise<void> {
  for (const { person, state } of demoCitizens) {
    const id = ids.get(person)!
    const about = { subject: id, object: id }
    const ago = (hours: number) => new Date(now.getTime() - hours * HOUR)
    const as = (at: Date) => player.as({ kind: 'system', id: null }, at)
    const { coolDownHours } = player.app.config.account
    if (state === 'cooling')
      await change(as(ago(2)), async (tx) => {
        const recovery = { id: uuidv7(ago(3)), citizen_id: id, started_by: 'citizen', state: 'finished', proofs: ['email', 'phone'] }
        await tx.db
          .insertInto('account_recovery')
          .values({ ...recovery, created_at: ago(3), expires_at: ago(-21), ended_at: ago(2) })
          .execute()
        await tx.db
          .updateTable('account')
          .set({ cooling_until: ago(2 - coolDownHours), password_at: ago(2) })
          .where('citizen_id', '=', id)
          .execute()
        tx.record('account.recovery-finished', about, { count: 2 })
      })
    if (state === 'locked')
      await change(as(ago(1)), async (tx) => {
        const lock = { failures: player.app.config.account.failures, failed_at: ago(1), lockouts: 1, locked_until: ago(-24 * 365) }
        await tx.db.updateTable('account').set(lock).where('citizen_id', '=', id).execute()
        tx.record('account.locked', about, { until: ago(-24 * 365).toISOString() })
      })
  }
}
