import type { FastifyRequest } from 'fastify'
import { chatLimits } from '#contract/chat'
import { claimFiles, type Owner, ownedByCitizen, receiveFiles, viewOf } from '#domains/tickets/index'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { ends } from '../machine.ts'
import type { Loaded } from '../model.ts'
import type { Talk } from './talk.ts'

/** Files for the next message of this talk, by the rules of the form. */
export async function receiveChatFiles(ctx: Ctx, { chat, key }: Loaded, request: FastifyRequest, uploadedBy: string) {
  if (ends.includes(chat.state)) throw new Refusal('conflict', 'chat.ended', { state: chat.state })
  const owner: Owner = { ...ownedByCitizen(chat.citizen_id, null, key), chatId: chat.id }
  const { stored, problems } = await receiveFiles(ctx, request, owner, uploadedBy, chatLimits.files)
  return { files: stored.map(viewOf), problems }
}

/** Puts uploaded files into a message that is just being said. */
export const claimChatFiles = (talk: Talk, ids: readonly string[], messageId: string) =>
  claimFiles(talk.ctx, talk.tx, ids, { ticketId: null, chatId: talk.chat.id, citizenId: talk.chat.citizen_id, key: talk.key, messageId })
