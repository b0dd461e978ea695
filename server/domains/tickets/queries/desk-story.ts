import { lookAt } from '#platform/change'
import type { Ctx, Staff } from '#platform/ctx'
import type { Statement } from '#platform/db/store'
import type { Loaded } from '../load.ts'
import { placeOfExtension, type Ticket } from '../model.ts'
import { type JournalRow, journalOf, MOST_LINES } from './journal.ts'
import { roleOf } from './role-of.ts'
import { type Story, type StoryRow, story, storyFrom, storyValues } from './story.ts'

export interface DeskStory extends Story {
  /** A question for more time that nobody has answered yet. */
  extension: { id: string; reason: string; newDueAt: Date; askedBy: string; askedAt: Date; text: string } | null
  /** Requests of the same person or with the same contacts, the newest first, at most 20. */
  others: (Pick<Ticket, 'number' | 'subject' | 'status' | 'received_at' | 'holder_id' | 'team' | 'citizen_id' | 'id'> & { wrapped_key: Buffer | null })[]
}

/** The story with what only staff see beside it; columns as in `story`. */
export const deskStory: Statement = {
  name: 'desk-story',
  text: `${story.text}
  union all
  select 'extension', id, asked_at, reason, asked_by, '', text, null, to_jsonb(new_due_at), null, null
    from extension where citizen_id = $1 and ticket_id = $2 and decided_at is null
  union all
  (select 'other', ticket.id, received_at, status, holder_id, team, subject, citizen.wrapped_key, to_jsonb(number), null, citizen_id
    from ticket join citizen on citizen.id = citizen_id where citizen_id = any($4::uuid[]) and ticket.id <> $2 order by received_at desc limit 20)`,
}

/** Reads it and writes the look down, in one statement; the look stands at the end of the journal that is answered. */
export async function deskStoryOf(ctx: Ctx, actor: Staff, { ticket, key }: Loaded, people: readonly string[]): Promise<DeskStory> {
  const role = { role: roleOf(actor) }
  const rows = await lookAt<StoryRow>(ctx, ['ticket.read', { subject: ticket.citizen_id, object: ticket.id }, role], {
    statement: deskStory,
    values: [...storyValues(ticket), [ticket.citizen_id, ...people]],
  })
  const said = storyFrom(rows, key)
  const asked = rows.find((row) => row.part === 'extension')
  const look: JournalRow = { id: '', at: ctx.now, actorKind: 'staff', actorId: actor.id, event: 'ticket.read', details: role }
  return {
    ...said,
    journal: said.journal.length > MOST_LINES ? await journalOf(ctx.app.store.db, ticket.id) : [...said.journal, look],
    extension: asked
      ? {
          id: asked.id,
          reason: asked.kind,
          newDueAt: new Date(asked.details as string),
          askedBy: asked.who!,
          askedAt: asked.at!,
          text: key.openBytes(placeOfExtension(asked.id), asked.body!).toString(),
        }
      : null,
    others: rows
      .filter((row) => row.part === 'other')
      .map((row) => ({
        id: row.id,
        citizen_id: row.message_id!,
        number: row.details as number,
        subject: row.body!,
        status: row.kind as Ticket['status'],
        received_at: row.at!,
        holder_id: row.who,
        team: row.what as Ticket['team'],
        wrapped_key: row.hash,
      }))
      .sort((a, b) => b.received_at.getTime() - a.received_at.getTime()),
  }
}
