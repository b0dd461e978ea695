import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/notice-templates'
import { serve } from '#platform/http/serve'
import { templateRoles } from '../access.ts'
import { releaseTemplate, saveTemplate, testTemplate } from '../commands.ts'
import { preview, template, templates } from '../queries/templates.ts'

/** For a frame of the desk without rights: nothing runs, nothing is fetched, no link leads on. */
const FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"

export function templateRoutes(app: FastifyInstance): void {
  serve(app, contract.listTemplates, templateRoles, (ctx) => templates(ctx))
  serve(app, contract.readTemplate, templateRoles, (ctx, { params }) => template(ctx, params.event))
  serve(app, contract.saveTemplate, templateRoles, (ctx, { params, body }) => saveTemplate(ctx, params.event, body))
  serve(app, contract.releaseTemplate, templateRoles, (ctx, { params, body }) => releaseTemplate(ctx, params.event, body.version, body.expected))
  serve(app, contract.previewTemplate, templateRoles, async (ctx, { params, query }) => {
    const { html: _, ...shown } = await preview(ctx, params.event, params.version, query.lang)
    return shown
  })
  serve(app, contract.templateMail, templateRoles, async (ctx, { params, query }) => ({
    bytes: Buffer.from((await preview(ctx, params.event, params.version, query.lang)).html),
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': FRAME_POLICY },
  }))
  serve(app, contract.testTemplate, templateRoles, (ctx, { params, body }) => testTemplate(ctx, params.event, params.version, body))
}
