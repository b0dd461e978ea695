import type { ModelLine } from '#contract/learning'
import { type Model, shippedExamples, unpacked, versionOf } from '#domains/assistant/index'
import { staffNames } from '#domains/staff/index'
import type { Ctx } from '#platform/ctx'
import { KEY, placeOfModel, type Verdict } from '../model.ts'
import { takenWordings } from './wordings.ts'

type App = Pick<Ctx, 'app'>

/** The model in use as a file; null when it is the one that came with the service. */
export async function liveFile({ app }: App): Promise<{ version: string; file: Buffer } | null> {
  const row = await app.store.db.selectFrom('assistant_model').select(['version', 'file']).where('state', '=', 'live').executeTakeFirst()
  return row?.file ? { version: row.version, file: app.vault.openServiceBytes(KEY, placeOfModel(row.version), row.file) } : null
}

/** Models newest first, which one is in use, and how much was decided since the last was made. */
export async function listedModels(ctx: Ctx): Promise<{ items: ModelLine[]; live: string; shipped: string; fresh: number }> {
  const { db } = ctx.app.store
  const rows = await db
    .selectFrom('assistant_model')
    .select(['version', 'at', 'by_id', 'wordings', 'state', 'verdict', 'took_ms'])
    .orderBy('at', 'desc')
    .limit(20)
    .execute()
  const { n } = await db
    .selectFrom('wording')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('state', '=', 'approved')
    .where('decided_at', '>', rows[0]?.at ?? new Date(0))
    .executeTakeFirstOrThrow()
  const names = await staffNames(
    ctx,
    rows.flatMap(({ by_id }) => by_id ?? []),
  )
  const shipped = versionOf(shippedExamples())
  const items = rows.map(({ version, at, by_id, wordings, state, verdict, took_ms }) => ({
    version,
    at: at.toISOString(),
    by: by_id ? (names.get(by_id) ?? null) : null,
    wordings,
    state: state as ModelLine['state'],
    verdict: verdict as Verdict,
    tookMs: took_ms,
  }))
  return { items, live: items.find(({ state }) => state === 'live')?.version ?? shipped, shipped, fresh: Number(n) }
}

/** Grows with each decision and each change of the model in use; '0' where people have taught nothing yet. */
export async function learnedEdition({ app }: App): Promise<string> {
  const [row] = await app.store.run<{ edition: string }>(editionNow, [])
  return row?.edition ?? '0'
}
const editionNow = {
  name: 'learning-edition',
  text: "select greatest((select max(edition) from wording where state <> 'proposed'), (select max(edition) from assistant_model), 0)::text as edition",
}

export interface Learned {
  /** Null: the model that came with the service. */
  model: Model | null
  /** Wordings taken over for an article, by its name. */
  wordings: ReadonlyMap<string, readonly string[]>
}
let unpackedLast: { store: unknown; version: string; model: Model | null } | undefined

/** What people have taught so far. The model of a version is opened once. */
export async function learnedNow(ctx: App): Promise<Learned> {
  const [live] = await ctx.app.store.run<{ version: string }>(liveVersion, [])
  if (live && (unpackedLast?.store !== ctx.app.store || unpackedLast.version !== live.version)) {
    const file = await liveFile(ctx)
    if (file) unpackedLast = { store: ctx.app.store, version: file.version, model: unpacked(file.file) }
  }
  const wordings = new Map<string, string[]>()
  for (const { article, text } of await takenWordings(ctx)) if (article) wordings.set(article, [...(wordings.get(article) ?? []), text])
  return { model: live ? (unpackedLast?.model ?? null) : null, wordings }
}
const liveVersion = { name: 'assistant-model-live', text: "select version from assistant_model where state = 'live'" }
