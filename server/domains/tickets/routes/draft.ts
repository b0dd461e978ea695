import type { FastifyInstance } from 'fastify'
import {
  checkDraft,
  dropDraftFile as dropFileRoute,
  dropDraft as dropRoute,
  readDraft,
  saveDraft as saveRoute,
  submitDraft as submitRoute,
  uploadDraftFiles,
} from '#contract/drafts'
import { ensureVisitor, perAddress, renewVisitor } from '#domains/accounts/index'
import { type Ctx, visitorOf } from '#platform/ctx'
import { serve } from '#platform/http/serve'
import { Refusal } from '#platform/refusal'
import { dropDraft, dropDraftFile, saveDraft, submitDraft } from '../commands/draft.ts'
import { ownedByDraft } from '../commands/files.ts'
import { receiveFiles } from '../commands/receive-files.ts'
import { draftOf, draftView } from '../queries/draft.ts'
import { checkOf } from '../queries/draft-check.ts'

/** The browser that holds the draft, signed in or not. */
const holderOf = (ctx: Ctx): string => {
  const id = visitorOf(ctx.actor)
  if (!id) throw new Refusal('conflict', 'draft.empty')
  return id
}

export function draftRoutes(app: FastifyInstance): void {
  serve(app, readDraft, 'visitor', async (ctx) => draftView(ctx, await draftOf(ctx, visitorOf(ctx.actor))))
  serve(app, saveRoute, 'visitor', async (ctx, { body, request, reply }) => {
    perAddress(ctx, 'draft', request.ip)
    const kept = await saveDraft(ctx, await ensureVisitor(ctx, reply), body)
    await renewVisitor(ctx, reply)
    return draftView(ctx, kept)
  })
  serve(app, dropRoute, 'visitor', (ctx) => dropDraft(ctx, holderOf(ctx)))
  serve(app, uploadDraftFiles, 'visitor', async (ctx, { request, reply }) => {
    perAddress(ctx, 'upload', request.ip)
    const sessionId = await ensureVisitor(ctx, reply)
    const before = await draftOf(ctx, sessionId)
    const { problems } = await receiveFiles(ctx, request, ownedByDraft(ctx, sessionId), sessionId, ctx.app.config.files.perRequest - before.files.length)
    return { draft: await draftView(ctx, await draftOf(ctx, sessionId)), problems }
  })
  serve(app, dropFileRoute, 'visitor', async (ctx, { params }) => {
    await dropDraftFile(ctx, holderOf(ctx), params.fileId)
    return draftView(ctx, await draftOf(ctx, visitorOf(ctx.actor)))
  })
  serve(app, checkDraft, 'visitor', (ctx) => checkOf(ctx, visitorOf(ctx.actor)))
  serve(app, submitRoute, 'visitor', (ctx, { body, request }) => {
    perAddress(ctx, 'intake', request.ip)
    return submitDraft(ctx, holderOf(ctx), body.addTo)
  })
}
