import type { Chat } from '#contract/chat'
import { placeOf } from '#domains/routing/index'
import { staffById } from '#domains/staff/index'
import type { Ctx } from '#platform/ctx'
import { showRequestNumber } from '#platform/identifiers/index'
import { isSpecialist } from '../access.ts'
import { ends } from '../machine.ts'
import { type Loaded, placeOfChat, type StoredChat } from '../model.ts'
import { nameFor } from './messages.ts'

/** One talk as its citizen sees it, without what was said. */
export async function chatForCitizen(ctx: Ctx, loaded: Loaded): Promise<Chat> {
  const { chat } = loaded
  const [line, holder] = await Promise.all([
    chat.state === 'queued' ? placeOf(ctx, 'chat', chat.id) : null,
    chat.holder_id && !ends.includes(chat.state) ? staffById(ctx, chat.holder_id) : null,
  ])
  return {
    id: chat.id,
    ...factsOf(loaded),
    account: chat.account,
    queue: line && { place: line.place, wait: line.wait, at: ctx.now.toISOString(), kept: chat.place_kept_at !== null },
    with: holder && { role: isSpecialist(holder) ? 'specialist' : 'operator', name: nameFor('citizen', holder.name) ?? '' },
    signIn: chat.sign_in_asked_at && !ends.includes(chat.state) ? (chat.account ? 'step-up' : 'sign-in') : null,
    can: canOf(ctx, chat),
  }
}

/** What both sides see of a talk. */
export function factsOf({ chat, key }: Loaded) {
  return {
    number: showRequestNumber(String(chat.number)),
    state: chat.state,
    lang: chat.lang,
    topic: chat.topic,
    guesses: chat.guesses,
    openedAt: chat.opened_at.toISOString(),
    endedAt: chat.ended_at?.toISOString() ?? null,
    result: chat.result,
    summary: chat.summary
      ? (JSON.parse(key.openBytes(placeOfChat(chat.id, 'summary'), chat.summary).toString()) as { question: string; solution: string })
      : null,
    lastSeq: chat.last_seq,
    citizenReadSeq: chat.citizen_read_seq,
    staffReadSeq: chat.staff_read_seq,
    request: chat.ticket_number ? showRequestNumber(String(chat.ticket_number)) : null,
    rating: chat.rating,
    joinedSeq: chat.joined_seq,
  }
}

const canOf = ({ actor }: Ctx, chat: StoredChat): Chat['can'] => {
  const isOpen = !ends.includes(chat.state)
  return {
    write: isOpen,
    addFile: isOpen,
    callOperator: chat.state === 'bot',
    end: isOpen,
    rate: !isOpen,
    makeRequest: isOpen && chat.ticket_number === null,
    join: !chat.account && actor.kind === 'citizen' && actor.level === 'full',
    keepPlace: chat.state === 'queued' && chat.place_kept_at === null,
  }
}
