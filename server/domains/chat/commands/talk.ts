import type { Updateable } from 'kysely'
import { type ChatEvent, chatLimits } from '#contract/chat'
import { talkIsOver } from '#domains/accounts/index'
import { type Mind, secretsOf } from '#domains/assistant/index'
import type { UnderstoodFact } from '#domains/learning/index'
import type { Tx } from '#platform/change'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { MARK, mask } from '#platform/masker/index'
import type { Recorded } from '#platform/platform'
import { Refusal } from '#platform/refusal'
import type { DataKey } from '#platform/vault/index'
import type { ChatTable } from '../../../migrations/tables.ts'
import { capacities } from '../access.ts'
import { type Action, type By, ends, nextState } from '../machine.ts'
import { type Author, type Facts, type MessageKind, placeOfChatMessage, type StoredChat } from '../model.ts'
import { insertLines, type Line, lineColumns } from './write-lines.ts'

/**
 * One change of a talk that is locked: what is said takes the next numbers, what is set is written once, at the end. The state that it has
 * come to can be read all the while.
 */
export class Talk {
  readonly ctx: Ctx
  readonly tx: Tx
  readonly key: DataKey
  #chat: StoredChat
  #set: Updateable<ChatTable> = {}
  #lines: Line[] = []

  constructor(ctx: Ctx, tx: Tx, { chat, key }: { chat: StoredChat; key: DataKey }) {
    this.ctx = ctx
    this.tx = tx
    this.key = key
    this.#chat = chat
  }

  get chat(): StoredChat {
    return this.#chat
  }
  /** The number of the last message, those of this change included. */
  get seq(): number {
    return this.#chat.last_seq
  }

  set(values: Updateable<ChatTable>): void {
    this.#set = { ...this.#set, ...values }
    this.#chat = { ...this.#chat, ...(values as Partial<StoredChat>) }
  }

  /** One step of the machine; refuses what is not allowed from here. */
  move(action: Action, by: readonly By[] = capacities(this.ctx.actor), to = nextState(this.chat.state, action, by)): void {
    this.set({ state: to, ...(ends.includes(to) && { ended_at: this.ctx.now, waiting_since: null }) })
  }

  say(author: Author, kind: MessageKind, text: string | null, facts: Facts = {}): string {
    const id = uuidv7(this.ctx.now)
    const isTyped = author === 'citizen' || author === 'staff'
    this.#lines.push({
      chat: this.#chat,
      id,
      at: this.ctx.now,
      seq: this.seq + 1,
      author,
      authorId: author === 'staff' ? this.ctx.actor.id : null,
      kind,
      body: text === null || text === '' ? null : this.key.seal(placeOfChatMessage(id), text),
      text,
      facts,
      stems: text && isTyped ? this.ctx.app.vault.stems(text, this.ctx.now) : null,
    })
    this.set({ last_seq: this.seq + 1, ...(isTyped && { last_at: this.ctx.now }) })
    return id
  }
  /** What the assistant made of the citizen's last words; stays with them. */
  markUnderstood(understood: UnderstoodFact): void {
    const line = this.#lines.findLast(({ author }) => author === 'citizen')
    if (line) line.facts = { ...line.facts, understood }
  }
  tell(event: ChatEvent, details: Record<string, unknown> = {}, options: Facts['options'] = []): void {
    this.say('system', 'event', null, { event, ...(Object.keys(details).length > 0 && { details }), ...(options.length > 0 && { options }) })
  }

  /** What was set in this change. */
  get changes(): Readonly<Updateable<ChatTable>> {
    return this.#set
  }
  /** What was said in this change. */
  get lines(): readonly Line[] {
    return this.#lines
  }

  /** Writes it all and one row of the journal; `event` is in the past tense. */
  async write(event: string, details: Record<string, unknown> = {}): Promise<void> {
    const { tx, ctx, chat } = this
    if (Object.keys(this.#set).length > 0)
      await tx.db.updateTable('chat').set(this.#set).where('citizen_id', '=', chat.citizen_id).where('id', '=', chat.id).execute()
    if (this.#set.ended_at && chat.session_id && !chat.account) await talkIsOver(tx, chat.session_id, ctx.now)
    if (this.#lines.length > 0) tx.lastly(insertLines, lineColumns(this.#lines))
    this.record(event, details)
  }
  record(event: string, details: Record<string, unknown> = {}): Recorded {
    const { chat } = this
    return this.tx.record(
      event,
      { subject: chat.citizen_id, object: chat.id },
      { seq: chat.last_seq, team: chat.team, state: chat.state, ...(chat.holder_id && { holder: chat.holder_id }), ...details },
    )
  }
}

interface Words {
  text: string
  /** Kinds of the secrets that were hidden. */
  masked: string[]
}
/** What may be said: trimmed, secrets hidden; neither empty (files may speak alone) nor longer than 4000 characters (CHAT-10). A citizen's words come with a mind. */
export function goodWords(typed: string | undefined, withFiles = false, mind?: Mind): Words {
  const { text, masked } = withoutSecrets((typed ?? '').trim(), mind)
  const refuse = (code: string, details?: Record<string, unknown>) =>
    new Refusal('unprocessable', 'text.problems', undefined, [{ field: 'text', code, ...(details && { details }) }])
  if (!text && !withFiles) throw refuse('text.required')
  const over = [...text].length - chatLimits.text
  if (over > 0) throw refuse('text.too-long', { max: chatLimits.text, over })
  return { text, masked }
}

/** With a mind also those that are secrets only as read in the other keyboard layout (PHISH-4). */
function withoutSecrets(typed: string, mind: Mind | undefined): Words {
  const plain = mask(typed)
  const isKnown = (one: { start: number; end: number }) => plain.secrets.some(({ start, end }) => start < one.end && one.start < end)
  const more = mind ? secretsOf(mind, typed).filter((one) => !isKnown(one)) : []
  const kinds = [...new Set([...plain.secrets, ...more].map(({ kind }) => kind))]
  if (more.length === 0) return { text: plain.text, masked: kinds }
  // From the end, so that the places before stay where they are.
  const covered = more.reduceRight((text, { start, end }) => text.slice(0, start) + MARK + text.slice(end), typed)
  return { text: mask(covered).text, masked: kinds }
}
