import type { Lang } from '#contract/common'
import { type NoticeEvent, type NoticeRule, noticeEvents } from '#contract/notice-events'
import type { Template, TemplateLine, TemplatePreview, TemplateSide, TemplateSides, TemplateVersion } from '#contract/notice-templates'
import { staffNames } from '#domains/staff/index'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { mayEditTemplates } from '../access.ts'
import { allowedPlaceholders } from '../allowed-placeholders.ts'
import { frameOf } from '../frame-of.ts'
import { placeholdersIn } from '../placeholders.ts'
import { type Frame, render, renderPush, renderSms, settled } from '../render.ts'
import { samplesOf } from '../sample-of.ts'
import { smsParts } from '../sms-parts.ts'
import { texts } from '../texts.ts'
import { shown } from '../values.ts'

const events = Object.keys(noticeEvents) as NoticeEvent[]
const defaultOf = (event: NoticeEvent): TemplateSides => ({ ru: texts.ru.events[event], en: texts.en.events[event] })

/** Every event with what is sent now, in the order of the matrix. */
export async function templates(ctx: Ctx): Promise<{ items: TemplateLine[]; mayEdit: boolean }> {
  const rows = await ctx.app.store.db
    .selectFrom('notice_template as t')
    .leftJoin('notice_template_version as v', (join) => join.onRef('v.event', '=', 't.event').onRef('v.version', '=', 't.released_version'))
    .select(['t.event', 't.version', 't.released_version', 't.changed_at', 'v.ru', 'v.en'])
    .execute()
  const touched = new Map(rows.map((row) => [row.event, row]))
  const items = events.map((event) => {
    const row = touched.get(event)
    const sides = row?.ru ? { ru: row.ru as TemplateSide, en: row.en as TemplateSide } : defaultOf(event)
    return { ...ruleOf(event), subjects: { ru: sides.ru.subject, en: sides.en.subject }, ...stateOf(row) }
  })
  return { items, mayEdit: mayEditTemplates(ctx.actor) }
}

function ruleOf(event: NoticeEvent) {
  const { audience, channels, optionalChannels, mandatory }: NoticeRule = noticeEvents[event]
  return {
    event,
    audience,
    channels: [...channels],
    optionalChannels: [...optionalChannels],
    mandatory,
    name: { ru: nameOf(event, 'ru'), en: nameOf(event, 'en') },
  }
}
/** What is pushed has a short title; staff's subjects do without the number. */
const nameOf = (event: NoticeEvent, lang: Lang): string =>
  texts[lang].events[event].push?.title ?? texts[lang].events[event].subject.replaceAll(/[:\s]*\{\{\w+\}\}/g, '')
const stateOf = (row: { version: number; released_version: number | null; changed_at: Date } | undefined) => ({
  version: row?.version ?? 0,
  releasedVersion: row?.released_version ?? 0,
  changedAt: row?.changed_at.toISOString() ?? null,
})

/** One event: the default, all versions with their words, and what may stand in them. */
export async function template(ctx: Ctx, event: NoticeEvent): Promise<Template> {
  const { db } = ctx.app.store
  const [row, rows] = await Promise.all([
    db.selectFrom('notice_template').select(['version', 'released_version', 'changed_at']).where('event', '=', event).executeTakeFirst(),
    db.selectFrom('notice_template_version').selectAll().where('event', '=', event).orderBy('version', 'desc').execute(),
  ])
  const names = await staffNames(
    ctx,
    rows.flatMap(({ author_id, released_by }) => [author_id, ...(released_by ? [released_by] : [])]),
  )
  const versions: TemplateVersion[] = rows.map(({ version, at, author_id, released_at, released_by, ru, en }) => ({
    version,
    at: at.toISOString(),
    author: names.get(author_id) ?? null,
    own: author_id === ctx.actor.id,
    releasedAt: released_at?.toISOString() ?? null,
    releasedBy: released_by ? (names.get(released_by) ?? null) : null,
    ru: ru as TemplateSide,
    en: en as TemplateSide,
  }))
  const sent = versions.find(({ version }) => version === row?.released_version) ?? defaultOf(event)
  return {
    ...ruleOf(event),
    subjects: { ru: sent.ru.subject, en: sent.en.subject },
    ...stateOf(row),
    placeholders: allowedPlaceholders(event).map((one) => ({ ...one, sample: { ru: sampleShown(ctx, one.name, 'ru'), en: sampleShown(ctx, one.name, 'en') } })),
    default: defaultOf(event),
    versions,
  }
}

function sampleShown(ctx: Ctx, name: string, lang: Lang): string {
  const frame = frameOf(ctx.app)
  const settings: Record<string, string> = settled(frame, lang)
  const raw = settings[name] ?? samplesOf([name], lang, frame.publicUrl)[name]
  return shown(name, raw, { lang, publicUrl: frame.publicUrl, agency: frame.agencyZone, reader: frame.agencyZone, now: ctx.now }) ?? ''
}

/** The words of a version; 0 is the default. */
export async function sidesOf(ctx: Ctx, event: NoticeEvent, version: number): Promise<TemplateSides> {
  if (version === 0) return defaultOf(event)
  const row = await ctx.app.store.db
    .selectFrom('notice_template_version')
    .select(['ru', 'en'])
    .where('event', '=', event)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!row) throw new Refusal('not-found', 'template.no-version')
  return { ru: row.ru as TemplateSide, en: row.en as TemplateSide }
}

/** What fills a version that is only looked at. */
export const sampleFactsOf = (side: TemplateSide, lang: Lang, publicUrl: string): Record<string, unknown> =>
  samplesOf(
    placeholdersIn(`${side.subject} ${side.body} ${side.sms ?? ''}`).filter((name) => name !== 'domain'),
    lang,
    publicUrl,
  )

/** A version filled with sample values, as mail, text message and push. */
export async function preview(ctx: Ctx, event: NoticeEvent, version: number, lang: Lang): Promise<TemplatePreview & { html: string }> {
  const sides = await sidesOf(ctx, event, version)
  const frame: Frame = { ...frameOf(ctx.app), texts: new Map([[event, sides]]) }
  const facts = sampleFactsOf(sides[lang], lang, frame.publicUrl)
  const personal = { zone: frame.agencyZone, words: {} }
  const { subject, text, html } = render(event, lang, facts, personal, frame, ctx.now)
  const sms = sides[lang].sms === null ? null : renderSms(event, lang, facts, personal, frame, ctx.now)
  const counted = sms === null ? null : smsParts(sms)
  return {
    subject,
    text,
    html,
    sms: sms === null || !counted ? null : { text: sms, parts: counted.parts, units: counted.units },
    push: sides[lang].push && renderPush(event, lang, frame),
  }
}
