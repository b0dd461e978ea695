import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { ServedExtension } from '#contract/deliveries'
import { extendTerm } from '#domains/tickets/commands/term'
import { anOffice, refuses } from '#domains/tickets/testing/office'
import { aTicket, days, hours, later, rowOf as ticketRow } from '#testing/factories'
import { extensionsSince } from './queries/extensions.ts'
import { servedAt } from './served-at.ts'

const office = await anOffice()
const { ctx, specialist, supervisor } = office
after(office.close)
const asked = { reason: 'missing_information', workingDays: 3, text: 'Ждем выписку из архива, без нее ответить нельзя.' } as const
const held = async () => aTicket(ctx, { topic: 'service.howto' }, specialist)

test('SLA-5: a letter that the server took and a notice that stands in the account count as told; a push and a letter that came back do not', () => {
  const [sent, delivered] = [new Date(1), new Date(2)]
  const is = (channel: string, state: string, wanted: Date | null) =>
    assert.equal(servedAt({ channel, state, sent_at: sent, delivered_at: delivered }), wanted, `${channel} ${state}`)
  is('email', 'sent', sent)
  is('email', 'delivered', sent)
  is('email', 'failed', null)
  is('inapp', 'delivered', sent)
  is('inapp', 'queued', null)
  is('sms', 'sent', null)
  is('sms', 'delivered', delivered)
  is('push', 'delivered', null)
})

test('SLA-5: an extension counts only with a notice before the old date; every way to have none is found in the report', async () => {
  const now = later(ctx.now, days(3))
  const cases: Record<string, (ticketId: string, oldDue: Date) => Promise<unknown>> = {
    'in-time': (id, old) => sent(id, later(old, -hours(1))),
    // At the very moment of the old date is too late.
    late: (id, old) => sent(id, old),
    failed: (id) => mark(id, { state: 'failed', sent_at: ctx.now }),
    skipped: (id) => mark(id, { state: 'skipped', answer: 'no-address' }),
    unsent: async () => {},
    // Nobody was told at all: no channel, or a row that is gone.
    gone: (id) => notices(id).delete(),
    // The letter about another date is no proof of this one.
    other: async (id, old) => {
      await sent(id, later(old, -hours(1)))
      await ctx.app.store.db
        .updateTable('notice')
        .set({ facts: JSON.stringify({ newDueDate: old.toISOString() }) })
        .where('ticket_id', '=', id)
        .where('event', '=', 'request.extended')
        .execute()
    },
  }
  const made = new Map<string, string>()
  for (const [name, then] of Object.entries(cases)) {
    const ticket = await held()
    await extendTerm(supervisor.at(now), ticket.number, asked)
    await then(ticket.ticketId, (await ticketRow(ctx, ticket.ticketId)).previous_due_at!)
    made.set(ticket.number, name)
  }
  const at = async (when: Date) => {
    const { items, counts } = await extensionsSince({ ...ctx, now: when }, ctx.now)
    const states = Object.fromEntries(items.map(({ number, state }) => [made.get(number.replaceAll('-', '')), state]))
    return { states, counts }
  }
  const wanted = (open: ServedExtension['state']) => ({
    'in-time': 'in-time',
    late: 'late',
    failed: open,
    skipped: open,
    unsent: open,
    gone: open,
    other: open,
  })
  assert.deepEqual((await at(later(now, hours(1)))).states, wanted('waiting'))
  const end = await at(later(now, days(30)))
  assert.deepEqual(end.states, wanted('none'))
  assert.deepEqual(end.counts, { all: 7, late: 6, waiting: 0 })
})

test('SLA-5: after the old date nothing is extended, whatever the clock of the client says', async () => {
  const ticket = await held()
  const { due_at } = await ticketRow(ctx, ticket.ticketId)
  await refuses(extendTerm(supervisor.at(later(due_at, 1)), ticket.number, asked), 'conflict', 'extension.too-late')
})

const notices = (ticketId: string) => {
  const { db } = ctx.app.store
  return {
    delete: () => db.deleteFrom('notice').where('ticket_id', '=', ticketId).where('event', '=', 'request.extended').execute(),
    set: (set: { state: string; sent_at?: Date; answer?: string }) =>
      db.updateTable('notice').set(set).where('ticket_id', '=', ticketId).where('event', '=', 'request.extended').execute(),
  }
}
const mark = (ticketId: string, set: { state: string; sent_at?: Date; answer?: string }) => notices(ticketId).set(set)
const sent = (ticketId: string, at: Date) => mark(ticketId, { state: 'sent', sent_at: at })
