import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/learning'
import { editors } from '#domains/learning/index'
import { serve } from '#platform/http/serve'
import { chatRoles } from '../access.ts'
import { adviceForChat } from '../commands/advice.ts'
import { correctMessage, takeBackCorrection } from '../commands/correct.ts'
import { draftOfChat } from '../commands/draft-of-chat.ts'
import { correctionsOf } from '../queries/corrections.ts'
import { measuresOf } from '../queries/measures.ts'
import { unknownQuestions } from '../queries/unknown.ts'

export function chatLearningRoutes(app: FastifyInstance): void {
  serve(app, contract.corrections, chatRoles, (ctx, { params }) => correctionsOf(ctx, params.id))
  serve(app, contract.correct, chatRoles, (ctx, { params, body }) => correctMessage(ctx, params.id, params.seq, body))
  serve(app, contract.takeBackCorrection, chatRoles, (ctx, { params }) => takeBackCorrection(ctx, params.id, params.seq))
  serve(app, contract.adviceForChat, chatRoles, (ctx, { params }) => adviceForChat(ctx, params.id))
  serve(app, contract.draftOfChat, chatRoles, (ctx, { params }) => draftOfChat(ctx, params.id))
  serve(app, contract.measures, editors, (ctx) => measuresOf(ctx))
  serve(app, contract.unknownQuestions, editors, (ctx) => unknownQuestions(ctx))
}
