import type { Selectable } from 'kysely'
import type { ChatEvent, ChatMessage, ChatOption, ChatResult, ChatState } from '#contract/chat'
import type { Team } from '#contract/staff'
import type { PriorityClass, Topic } from '#contract/topics'
import type { UnderstoodFact } from '#domains/learning/index'
import type { DataKey, Place } from '#platform/vault/index'
import type { ChatTable } from '../../migrations/tables.ts'

/** A talk as stored: everything in clear but the guest's address, the summary and the comment of the rating. */
export type StoredChat = Omit<Selectable<ChatTable>, 'state' | 'topic' | 'guesses' | 'priority_class' | 'team' | 'lang' | 'result' | 'review'> & {
  state: ChatState
  topic: Topic | null
  guesses: Topic[]
  priority_class: PriorityClass
  team: Team
  lang: 'ru' | 'en'
  result: ChatResult | null
  review: 'fair' | 'unfair' | null
}
export interface Loaded {
  chat: StoredChat
  key: DataKey
}

/** What a message carries beside its words. No word of a person. */
export interface Facts {
  event?: ChatEvent
  details?: Record<string, unknown>
  options?: ChatOption[]
  article?: { id: string; title: string }
  understood?: UnderstoodFact
}
export type MessageKind = ChatMessage['kind']
export type Author = ChatMessage['from']

export const placeOfChatMessage = (id: string): Place => ({ table: 'chat_message', column: 'body', id })
export const placeOfChat = (id: string, column: 'email' | 'summary' | 'rating_comment'): Place => ({ table: 'chat', column, id })

/** Whose talk it is now: the account it was joined to, else whoever began it. */
export const ownerOf = ({ joined_to, citizen_id }: Pick<StoredChat, 'joined_to' | 'citizen_id'>): string => joined_to ?? citizen_id

/** A row of the table as what it is: the database checks the words of its columns. */
export const asChat = (row: Selectable<ChatTable>): StoredChat => row as StoredChat
