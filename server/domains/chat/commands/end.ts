import type { ChatResult } from '#contract/chat'
import { noticeEvents } from '#contract/notice-events'
import { ownerOfAccount, tellOwner } from '#domains/accounts/index'
import { finish } from '#domains/routing/index'
import type { Action } from '../machine.ts'
import { ownerOf, placeOfChat, placeOfChatMessage } from '../model.ts'
import type { Talk } from './talk.ts'

/** Characters of the first question in the summary. */
const MOST_QUESTION = 300

/**
 * Ends a talk: result, summary in a sentence each, the line is left, and the summary goes out (CHAT-13). `solution` is null where nobody wrote
 * one: the title of the article that helped stands for it.
 */
export async function endTalk(talk: Talk, action: Action | null, result: ChatResult, solution: string | null): Promise<void> {
  const { ctx, tx, chat } = talk
  if (action) talk.move(action)
  const summary = await summaryOf(talk, result, solution)
  talk.set({ result, summary: talk.key.seal(placeOfChat(chat.id, 'summary'), JSON.stringify(summary)) })
  talk.tell('ended', { result })
  if (chat.queued_at) await finish(ctx, tx, 'chat', chat.id, chat.first_answer_at ? 'served' : 'left')
  // Nothing was asked: there is nothing to tell.
  if (summary.question) await tellSummary(talk)
}

interface Summary {
  question: string
  /** Empty: nothing was solved in the talk itself. */
  solution: string
}
async function summaryOf({ tx, chat, key }: Talk, result: ChatResult, solution: string | null): Promise<Summary> {
  const rows = await tx.db
    .selectFrom('chat_message')
    .select(['id', 'author', 'kind', 'body', 'facts'])
    .where('citizen_id', '=', chat.citizen_id)
    .where('chat_id', '=', chat.id)
    .where((eb) => eb.or([eb('author', '=', 'citizen'), eb('kind', '=', 'answer')]))
    .orderBy('seq')
    .execute()
  const first = rows.find(({ author, body }) => author === 'citizen' && body !== null)
  const question = first ? key.openBytes(placeOfChatMessage(first.id), first.body!).toString() : ''
  const article = rows.findLast(({ kind }) => kind === 'answer')?.facts as { article?: { title: string } } | undefined
  return {
    question: [...question.replaceAll(/\s+/g, ' ')].slice(0, MOST_QUESTION).join(''),
    solution: solution ?? (result === 'helped' ? (article?.article?.title ?? '') : ''),
  }
}

/** To the contacts of the account and its pages, or once to the address that a guest gave. */
async function tellSummary({ tx, chat }: Talk): Promise<void> {
  const facts = { chatId: chat.id, keptWhere: chat.account ? 'account' : 'browser', requestNumbers: chat.ticket_number ? [String(chat.ticket_number)] : [] }
  if (chat.account) return tellOwner(tx, 'chat.summary', ownerOf(chat), await ownerOfAccount(tx, ownerOf(chat)), facts)
  if (chat.email)
    tx.notify({ event: 'chat.summary', audience: 'citizen', personId: chat.citizen_id, channel: 'email', facts, lane: noticeEvents['chat.summary'].lane })
}
