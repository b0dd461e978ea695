import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/chat'
import { confirmSignIn as confirmSignInRoute, joinChat as joinChatRoute } from '#contract/chat-sign-in'
import { ensureVisitor, perAddress } from '#domains/accounts/index'
import { visitorOf } from '#platform/ctx'
import { serve } from '#platform/http/serve'
import { answerByAdvice } from '../commands/advice.ts'
import { receiveChatFiles } from '../commands/files.ts'
import { callOperator, chooseTopic, citizenHasRead, endChat, keepPlace, rateChat } from '../commands/of-citizen.ts'
import { openChat } from '../commands/open.ts'
import { requestByCitizen } from '../commands/request.ts'
import { sendChat } from '../commands/send.ts'
import { confirmSignIn, joinChat } from '../commands/sign-in.ts'
import { myChat, notFound } from '../load.ts'
import { fileOfChat } from '../queries/files.ts'
import { chatForCitizen } from '../queries/for-citizen.ts'
import { chatHours, guessTopic } from '../queries/guess.ts'
import { messagesOf } from '../queries/messages.ts'
import { myChats } from '../queries/mine.ts'
import { transcript } from '../queries/transcript.ts'

export function chatRoutes(app: FastifyInstance): void {
  serve(app, contract.chatHours, 'anyone', (ctx) => chatHours(ctx))
  serve(app, contract.guessTopic, 'anyone', async (ctx, { body, request }) => {
    perAddress(ctx, 'guess', request.ip)
    return guessTopic(ctx, body.text)
  })
  serve(app, contract.openChat, 'visitor', async (ctx, { body, request, reply }) => {
    perAddress(ctx, 'chat', request.ip)
    await ensureVisitor(ctx, reply)
    return openChat(ctx, body)
  })
  serve(app, contract.myChats, 'visitor', (ctx, { query }) => myChats(ctx, query))
  serve(app, contract.readChat, 'visitor', async (ctx, { params }) => chatForCitizen(ctx, await myChat(ctx, params.id)))
  serve(app, contract.chatMessages, 'visitor', async (ctx, { params, query }) => messagesOf(ctx, await myChat(ctx, params.id), 'citizen', query))
  serve(app, contract.sendChat, 'visitor', async (ctx, { params, body }) => {
    const sent = await sendChat(ctx, params.id, body)
    // Beside the answer, which never waits for it.
    if (sent.state === 'bot') void answerByAdvice(ctx, params.id, sent.seq)
    return sent
  })
  serve(app, contract.readUpTo, 'visitor', (ctx, { params, body }) => citizenHasRead(ctx, params.id, body.seq))
  serve(app, contract.callOperator, 'visitor', (ctx, { params }) => callOperator(ctx, params.id))
  serve(app, contract.keepPlace, 'visitor', (ctx, { params, body }) => keepPlace(ctx, params.id, body.email))
  serve(app, contract.chatTopic, 'visitor', (ctx, { params, body }) => chooseTopic(ctx, params.id, body.topic))
  serve(app, contract.requestOfChat, 'visitor', (ctx, { params, body }) => requestByCitizen(ctx, params.id, body))
  serve(app, contract.endChat, 'visitor', (ctx, { params, body }) => endChat(ctx, params.id, body))
  serve(app, joinChatRoute, 'citizen', (ctx, { params }) => joinChat(ctx, params.id))
  serve(app, confirmSignInRoute, 'citizen', (ctx, { params }) => confirmSignIn(ctx, params.id))
  serve(app, contract.rateChat, 'visitor', (ctx, { params, body }) => rateChat(ctx, params.id, body))
  serve(app, contract.uploadChatFile, 'visitor', async (ctx, { params, request }) => {
    const found = await myChat(ctx, params.id)
    perAddress(ctx, 'upload', request.ip)
    const uploadedBy = visitorOf(ctx.actor) ?? ctx.actor.id
    if (!uploadedBy) throw notFound()
    return receiveChatFiles(ctx, found, request, uploadedBy)
  })
  serve(app, contract.chatFile, 'visitor', async (ctx, { params }) => fileOfChat(ctx, await myChat(ctx, params.id), params.fileId))
  serve(app, contract.chatTranscript, 'visitor', async (ctx, { params, query }) => transcript(ctx, await myChat(ctx, params.id), query.as))
}
