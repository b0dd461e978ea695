import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/chat-desk'
import { chatFigures as chatFiguresRoute } from '#contract/chat-figures'
import type { Ctx, Staff } from '#platform/ctx'
import { serve } from '#platform/http/serve'
import { chatRoles } from '../access.ts'
import {
  acceptChat,
  answerChat,
  askSignIn,
  correctTopic,
  declineChat,
  endDeskChat,
  noteChat,
  staffHasRead,
  takeNextChat,
  transferChat,
  waitForCitizen,
  warnCitizen,
} from '../commands/at-desk.ts'
import { receiveChatFiles } from '../commands/files.ts'
import { requestByStaff } from '../commands/request.ts'
import { reviewChat } from '../commands/review.ts'
import { chatAtDesk, chatById } from '../load.ts'
import type { Loaded } from '../model.ts'
import { deskChat, deskChats } from '../queries/desk.ts'
import { chatFigures } from '../queries/figures.ts'
import { fileOfChat } from '../queries/files.ts'
import { readyAnswers } from '../queries/guess.ts'
import { messagesOf } from '../queries/messages.ts'

const actorOf = (ctx: Ctx): Staff => ctx.actor as Staff

export function deskChatRoutes(app: FastifyInstance): void {
  serve(app, contract.deskChats, chatRoles, (ctx, { query }) => deskChats(ctx, actorOf(ctx), query.show))
  serve(app, contract.deskChat, chatRoles, (ctx, { params }) => deskChat(ctx, actorOf(ctx), params.id))
  serve(
    app,
    contract.deskChatMessages,
    chatRoles,
    async (ctx, { params, query }, begun: Promise<Loaded>) => messagesOf(ctx, await chatAtDesk(ctx, params.id, begun), 'staff', query),
    (ctx, { id }) => chatById(ctx, id),
  )
  serve(app, contract.takeNextChat, chatRoles, (ctx) => takeNextChat(ctx))
  serve(app, contract.acceptChat, chatRoles, (ctx, { params }) => acceptChat(ctx, params.id))
  serve(app, contract.declineChat, chatRoles, (ctx, { params }) => declineChat(ctx, params.id))
  serve(app, contract.answerChat, chatRoles, (ctx, { params, body }) => answerChat(ctx, params.id, body))
  serve(app, contract.noteChat, chatRoles, (ctx, { params, body }) => noteChat(ctx, params.id, body.text))
  serve(app, contract.transferChat, chatRoles, (ctx, { params, body }) => transferChat(ctx, params.id, body))
  serve(app, contract.waitForCitizen, chatRoles, (ctx, { params }) => waitForCitizen(ctx, params.id))
  serve(app, contract.warnCitizen, chatRoles, (ctx, { params }) => warnCitizen(ctx, params.id))
  serve(app, contract.reviewChat, ['supervisor', 'security_officer'], (ctx, { params, body }) => reviewChat(ctx, params.id, body.fair))
  serve(app, contract.askSignIn, chatRoles, (ctx, { params }) => askSignIn(ctx, params.id))
  serve(app, contract.deskChatTopic, chatRoles, (ctx, { params, body }) => correctTopic(ctx, params.id, body.topic))
  serve(app, contract.endDeskChat, chatRoles, (ctx, { params, body }) => endDeskChat(ctx, params.id, body))
  serve(app, contract.deskRequestOfChat, chatRoles, (ctx, { params, body }) => requestByStaff(ctx, params.id, body))
  serve(app, contract.deskReadUpTo, chatRoles, (ctx, { params, body }) => staffHasRead(ctx, params.id, body.seq))
  serve(app, contract.uploadDeskChatFile, chatRoles, async (ctx, { params, request }) =>
    receiveChatFiles(ctx, await chatAtDesk(ctx, params.id), request, actorOf(ctx).id),
  )
  serve(app, contract.deskChatFile, chatRoles, async (ctx, { params }) => fileOfChat(ctx, await chatAtDesk(ctx, params.id), params.fileId))
  serve(app, chatFiguresRoute, ['supervisor', 'security_officer', 'auditor'], (ctx, { query }) => chatFigures(ctx, query.days))
  serve(app, contract.readyAnswers, 'staff', (ctx, { query }) => readyAnswers(ctx, query.q, query.lang))
}
