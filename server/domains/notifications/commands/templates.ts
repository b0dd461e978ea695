import { sql } from 'kysely'
import type { NoticeEvent } from '#contract/notice-events'
import type { TemplateSide, TemplateSides } from '#contract/notice-templates'
import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { allow, Refusal } from '#platform/refusal'
import { mayEditTemplates, mayRelease } from '../access.ts'
import { frameOf } from '../frame-of.ts'
import { forgetReleased } from '../queries/released.ts'
import { templateProblems } from '../template-problems.ts'

interface Done {
  event: NoticeEvent
  version: number
}

/** Keeps a new version beside the one that is sent. Of two editors the second is told (409) and loses nothing. */
export async function saveTemplate(ctx: Ctx, event: NoticeEvent, { ru, en, expected }: TemplateSides & { expected?: number }): Promise<Done> {
  allow(mayEditTemplates(ctx.actor))
  const sides = { ru: trimmed(ru), en: trimmed(en) }
  const problems = templateProblems(event, sides, frameOf(ctx.app))
  if (problems.length > 0) throw new Refusal('unprocessable', 'template.problems', undefined, problems)
  return change(ctx, async (tx) => {
    const row = await tx.db
      .insertInto('notice_template')
      .values({ event, version: 1, changed_at: ctx.now })
      .onConflict((oc) => oc.column('event').doUpdateSet((eb) => ({ version: eb('notice_template.version', '+', 1), changed_at: ctx.now })))
      .returning('version')
      .executeTakeFirstOrThrow()
    if (expected !== undefined && expected !== row.version - 1) throw changed()
    await tx.db
      .insertInto('notice_template_version')
      .values({ event, version: row.version, ru: JSON.stringify(sides.ru), en: JSON.stringify(sides.en), at: ctx.now, author_id: ctx.actor.id! })
      .execute()
    tx.record('template.saved', {}, { template: event, version: row.version })
    return { event, version: row.version }
  })
}

/**
 * Sends this version from now on. A version that was never sent takes a second person (four eyes, also a rule of the table); back to one that
 * was sent before, or to the default (0), any editor may go at once: two people have seen those.
 */
export async function releaseTemplate(ctx: Ctx, event: NoticeEvent, version: number, expected?: number): Promise<Done> {
  allow(mayEditTemplates(ctx.actor))
  const done = await change(ctx, async (tx) => {
    const row = await tx.db.selectFrom('notice_template').select(['version', 'released_version']).where('event', '=', event).forUpdate().executeTakeFirst()
    if (!row) throw version === 0 ? already() : none()
    if (expected !== undefined && expected !== row.version) throw changed()
    if ((row.released_version ?? 0) === version) throw already()
    if (version > 0) await seenByTwo(ctx, tx, event, version)
    await tx.db
      .updateTable('notice_template')
      .set({ released_version: version || null, changed_at: ctx.now, edition: sql<string>`nextval('notice_template_edition')` })
      .where('event', '=', event)
      .execute()
    tx.record('template.released', {}, { template: event, version, before: row.released_version ?? 0 })
    return { event, version }
  })
  forgetReleased(ctx.app.store)
  return done
}

async function seenByTwo(ctx: Ctx, tx: Tx, event: NoticeEvent, version: number): Promise<void> {
  const wanted = await tx.db
    .selectFrom('notice_template_version')
    .select(['ru', 'en', 'author_id', 'released_at'])
    .where('event', '=', event)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!wanted) throw none()
  // The rules may have become stricter, or the agency's host another, since it was written.
  const problems = templateProblems(event, { ru: wanted.ru as TemplateSide, en: wanted.en as TemplateSide }, frameOf(ctx.app))
  if (problems.length > 0) throw new Refusal('unprocessable', 'template.problems', undefined, problems)
  if (wanted.released_at) return
  if (!mayRelease(ctx.actor, wanted.author_id)) throw new Refusal('forbidden', 'template.own')
  await tx.db
    .updateTable('notice_template_version')
    .set({ released_by: ctx.actor.id, released_at: ctx.now })
    .where('event', '=', event)
    .where('version', '=', version)
    .execute()
}

const none = () => new Refusal('not-found', 'template.no-version')
const changed = () => new Refusal('conflict', 'template.changed')
const already = () => new Refusal('conflict', 'template.released-already')

const plain = (text: string) => text.trim().replaceAll('\r\n', '\n')
const trimmed = ({ subject, body, sms, push }: TemplateSide): TemplateSide => ({
  subject: plain(subject),
  body: plain(body),
  sms: sms === null ? null : plain(sms),
  push: push && { title: plain(push.title), text: plain(push.text) },
})
