import { type Ctx, systemCtx } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import { Refusal } from '#platform/refusal'
import { testDatabase } from '#testing/database'
import { aStaff, as, aVisitor, ctxOf, fridayNoon, later, minutes } from '#testing/factories'
import { testPlatform } from '#testing/platform'
import { chatById, myChat } from '../load.ts'
import { messagesOf } from '../queries/messages.ts'

type Rights = Parameters<typeof aStaff> extends [Ctx, ...infer Rest] ? Rest : never

/** A store of its own with people around talks; `close` it after. */
export async function chatStage() {
  const platform: Platform = await testPlatform(await testDatabase())
  const ctx = ctxOf(platform)
  return {
    platform,
    ctx,
    guest: async (): Promise<Ctx> => (await aVisitor(ctx)).ctx,
    /** Somebody of the desk who is there for work. */
    onLine: async (...rights: Rights) => {
      const staff = await aStaff(ctx, ...rights)
      await platform.store.db.insertInto('presence').values({ staff_id: staff.id, state: 'online', since: fridayNoon, most: 4, seen_at: fridayNoon }).execute()
      return staff
    },
    heard: async (asker: Ctx, id: string) => (await messagesOf(asker, await myChat(asker, id), 'citizen', { after: 0 })).messages,
    stateOf: async (id: string) => (await chatById(ctx, id)).chat.state,
    /** The service itself, so many minutes after noon. */
    system: (n: number): Ctx => systemCtx(platform, later(fridayNoon, minutes(n)), 'SWEEP'),
    close: () => platform.store.close(),
  }
}
export const at = (asker: Ctx, now: Date): Ctx => as(asker, asker.actor, now)
export const refused = (code: string) => (error: unknown) =>
  error instanceof Refusal && (error.code === code || (error.fields ?? []).some((one) => one.code === code))
