import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/my-account'
import * as choices from '#contract/notice-choices'
import * as push from '#contract/push-devices'
import { serve } from '#platform/http/serve'
import { signedIn } from '../access.ts'
import { askDeletion, takeDeletionBack } from '../commands/deletion.ts'
import { changeNoticeChoices, noticeChoices } from '../commands/notice-choices.ts'
import { fillProfile, revealProfile } from '../commands/profile.ts'
import { addPushDevice, pushDevices, removePushDevice } from '../commands/push-devices.ts'
import { changeSettings, dataIsRight } from '../commands/settings.ts'
import { exportPdf } from '../export-pdf.ts'
import { accountView } from '../queries/account-view.ts'
import { type ExportParts, exportedFor } from '../queries/export.ts'
import { myEvents, myViews } from '../queries/own-log.ts'
import { loggedOf } from '../requests-of-person.ts'

/** What somebody signed in sees and does about their own account; requests, talks and notices come from the domains below and are handed in. */
export function meRoutes(app: FastifyInstance, parts: ExportParts): void {
  const { requests } = parts
  const logged = loggedOf(requests, parts.chats)
  serve(app, contract.myAccount, 'citizen', (ctx) => accountView(ctx, signedIn(ctx.actor).id, requests))
  serve(app, contract.changeSettings, 'citizen', (ctx, { body }) => changeSettings(ctx, body))
  serve(app, choices.myNoticeChoices, 'citizen', (ctx) => noticeChoices(ctx))
  serve(app, choices.changeNoticeChoices, 'citizen', (ctx, { body }) => changeNoticeChoices(ctx, body))
  serve(app, push.pushDevices, 'citizen', (ctx) => pushDevices(ctx))
  serve(app, push.addPushDevice, 'citizen', (ctx, { body }) => addPushDevice(ctx, body))
  serve(app, push.removePushDevice, 'citizen', (ctx, { params }) => removePushDevice(ctx, params.id))
  serve(app, contract.revealProfile, 'citizen', (ctx, { body }) => revealProfile(ctx, body.field))
  serve(app, contract.fillProfile, 'citizen', (ctx, { body }) => fillProfile(ctx, body))
  serve(app, contract.myEvents, 'citizen', (ctx, { query }) => myEvents(ctx, signedIn(ctx.actor).id, logged, query.page))
  serve(app, contract.myViews, 'citizen', (ctx, { query }) => myViews(ctx, signedIn(ctx.actor).id, logged, query.page))
  serve(app, contract.dataIsRight, 'citizen', (ctx) => dataIsRight(ctx))
  serve(app, contract.askDeletion, 'citizen', (ctx) => askDeletion(ctx))
  serve(app, contract.takeDeletionBack, 'citizen', (ctx) => takeDeletionBack(ctx))
  serve(app, contract.exportJson, 'citizen', async (ctx) => {
    const bytes = Buffer.from(JSON.stringify(await exportedFor(ctx, parts, 'json'), null, 1))
    return { bytes, headers: { 'content-type': 'application/json; charset=utf-8', 'content-disposition': 'attachment; filename="account.json"' } }
  })
  serve(app, contract.exportPdf, 'citizen', async (ctx) => exportPdf(ctx, await exportedFor(ctx, parts, 'pdf')))
}
