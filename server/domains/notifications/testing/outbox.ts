import { randomUUID } from 'node:crypto'
import { type NoticeEvent, noticeEvents } from '#contract/notice-events'
import { change, type Notice } from '#platform/change'
import { systemCtx } from '#platform/ctx'
import type { Platform } from '#platform/platform'
import type { DataKey } from '#platform/vault/index'
import type { People, Recipient } from '../model.ts'
import { placeholdersOf } from '../placeholders.ts'
import { sampleFacts } from './sample-values.ts'

/** People who exist for the test only: everybody has an address of their own and a key, until forgotten. */
export function madeUpPeople(platform: Platform) {
  const known = new Map<string, Recipient & { key: DataKey }>()
  const person = (given: Partial<Recipient> = {}): string => {
    const id = randomUUID()
    const key = platform.vault.newDataKey(id).key
    known.set(id, {
      email: `p${id.slice(0, 8)}@example.org`,
      phone: `+7000${String(known.size).padStart(7, '0')}`,
      lang: 'ru',
      zone: 'Europe/Moscow',
      proved: true,
      words: { subject: 'Не приходит код' },
      ...given,
      key,
    })
    return id
  }
  const people: People = {
    recipient: async (_, notice) => known.get(notice.person_id) ?? null,
    keyOf: async (_, id) => known.get(id)?.key ?? 'erased',
    mailOf: async () => [],
    mayReadTicket: async () => true,
    secretAgain: async () => null,
    addressFailed: async () => {},
  }
  return { people, person, known, forget: (id: string) => known.delete(id) }
}

/** Queues one notice the way a command does; answers its id. */
export async function queue(platform: Platform, now: Date, event: NoticeEvent, personId: string, more: Partial<Notice> = {}): Promise<string> {
  return change(systemCtx(platform, now, 'TEST-0001'), async (tx) => {
    const ticketId = randomUUID()
    tx.record('ticket.tested', { subject: personId, object: ticketId })
    const channel = noticeEvents[event].audience === 'staff' ? 'inapp' : 'email'
    return tx.notify({
      event,
      audience: noticeEvents[event].audience,
      personId,
      channel,
      ticketId,
      facts: sampleFacts(placeholdersOf(event)),
      lane: noticeEvents[event].lane,
      ...more,
    })
  })
}

export const rowOf = (platform: Platform, id: string) => platform.store.db.selectFrom('notice').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
