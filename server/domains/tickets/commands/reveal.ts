import type { revealFields, revealPurposes } from '#contract/desk'
import { look } from '#platform/change'
import type { Ctx, Staff } from '#platform/ctx'
import { phone, showPhone } from '#platform/identifiers/index'
import { limit } from '#platform/limits'
import { allow, Refusal } from '#platform/refusal'
import { mayRead, mayReveal } from '../access.ts'
import { notFound, ticketByNumber } from '../load.ts'
import { conversationOf } from '../queries/conversation.ts'
import { roleOf } from '../queries/role-of.ts'

/** After this the screen hides the value again (screens 3.1). */
const HIDE_AFTER_SECONDS = 30

/** Shows one value as it was given; who, which field and what for are written down first, and the citizen sees it. At most 60 an hour (section 5, row 4). */
export async function reveal(
  ctx: Ctx,
  actor: Staff,
  number: string,
  { field, purpose, note }: { field: (typeof revealFields)[number]; purpose: (typeof revealPurposes)[number]; note?: string | undefined },
): Promise<{ value: string; hideAfterSeconds: number }> {
  const { ticket, key } = await ticketByNumber(ctx, number)
  if (!mayRead(actor, ticket)) throw notFound()
  allow(mayReveal(actor, ticket), 'ticket.not-yours', { holder: ticket.holder_id })
  await limit(ctx, `reveal:${actor.id}`, 60, 3600, 'reveal.wait')
  const { intake } = await conversationOf(ctx.app.store.db, ticket, key)
  const value = intake[field]
  if (!value) throw new Refusal('not-found', 'reveal.not-given')
  await look(
    ctx,
    'ticket.revealed',
    { subject: ticket.citizen_id, object: ticket.id },
    {
      role: roleOf(actor),
      field,
      purpose,
      // Free words could name somebody, and the journal outlives the person: their length shows that a reason was given.
      ...(note?.trim() && { noteLength: note.trim().length }),
    },
  )
  return { value: field === 'phone' ? readable(value) : value, hideAfterSeconds: HIDE_AFTER_SECONDS }
}

/** A telephone number in groups, as people read it aloud; as given when it is of no known form. */
function readable(given: string): string {
  const read = phone(given, { demo: true })
  return read.ok ? showPhone(read.value) : given
}
