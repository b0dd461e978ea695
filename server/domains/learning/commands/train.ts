import { sql } from 'kysely'
import { shippedExamples, versionOf } from '#domains/assistant/index'
import { change, type Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { allow, Refusal } from '#platform/refusal'
import { mayEdit } from '../access.ts'
import { KEY, placeOfModel } from '../model.ts'
import { liveFile } from '../queries/models.ts'
import { takenWordings } from '../queries/wordings.ts'
import { trainedInThread } from '../training/in-thread.ts'

export interface Published {
  version: string
  state: 'live' | 'refused'
  reasons: string[]
}
let isTraining = false

/**
 * Learns anew from the shipped phrases and all wordings taken over. The new model goes live only if it is nowhere worse on the frozen set than
 * the one in use (`mayReplace`); a refused one is kept by name, so that the same texts are not tried again.
 */
export async function trainModel(ctx: Ctx): Promise<Published> {
  allow(ctx.actor.kind === 'system' || mayEdit(ctx.actor))
  if (isTraining) throw new Refusal('conflict', 'training.running')
  isTraining = true
  try {
    return await trainAndPublish(ctx)
  } finally {
    isTraining = false
  }
}

async function trainAndPublish(ctx: Ctx): Promise<Published> {
  const [taken, live, models] = await Promise.all([
    takenWordings(ctx),
    liveFile(ctx),
    ctx.app.store.db.selectFrom('assistant_model').select('version').execute(),
  ])
  const began = ctx.app.monotonicMs()
  const outcome = await trainedInThread({ taken, current: live?.file ?? null, known: models.map(({ version }) => version) })
  if (outcome.known) throw new Refusal('conflict', 'training.nothing-new')
  const { version, file, verdict } = outcome
  const state = verdict.reasons.length === 0 ? 'live' : 'refused'
  return change(ctx, async (tx) => {
    if ((await liveNow(tx)) !== (live?.version ?? null)) throw new Refusal('conflict', 'training.overtaken')
    if (state === 'live') await retire(tx)
    await tx.db
      .insertInto('assistant_model')
      .values({
        version,
        at: ctx.now,
        by_id: ctx.actor.id,
        wordings: taken.length,
        state,
        verdict: JSON.stringify(verdict),
        took_ms: Math.round(ctx.app.monotonicMs() - began),
        file: state === 'live' ? ctx.app.vault.sealService(KEY, placeOfModel(version), file) : null,
      })
      .execute()
    tx.record(state === 'live' ? 'assistant.model-published' : 'assistant.model-refused', {}, { version, wordings: taken.length, ...verdict })
    return { version, state, reasons: verdict.reasons }
  })
}

/** Goes back to an earlier model, or with null to the one that came with the service. */
export async function chooseModel(ctx: Ctx, version: string | null): Promise<{ version: string }> {
  allow(mayEdit(ctx.actor))
  return change(ctx, async (tx) => {
    const before = await liveNow(tx)
    if (before === version) throw new Refusal('conflict', 'training.live-already')
    await retire(tx)
    if (version !== null) {
      const row = await tx.db
        .updateTable('assistant_model')
        .set({ state: 'live', edition: nextEdition })
        .where('version', '=', version)
        .where('state', '=', 'kept')
        .returning('version')
        .executeTakeFirst()
      if (!row) throw new Refusal('not-found', 'training.no-model')
    }
    tx.record('assistant.model-chosen', {}, { version: version ?? 'shipped', before: before ?? 'shipped' })
    return { version: version ?? versionOf(shippedExamples()) }
  })
}

const nextEdition = sql<string>`nextval('learning_edition')`
const liveNow = async (tx: Tx) =>
  (await tx.db.selectFrom('assistant_model').select('version').where('state', '=', 'live').forUpdate().executeTakeFirst())?.version ?? null
const retire = (tx: Tx) => tx.db.updateTable('assistant_model').set({ state: 'kept', edition: nextEdition }).where('state', '=', 'live').execute()

/** Every night, if anything was decided since. What is refused or overtaken waits for people. */
export async function trainByNight(ctx: Ctx): Promise<void> {
  await trainModel(ctx).catch((error) => {
    if (!(error instanceof Refusal)) throw error
  })
}
