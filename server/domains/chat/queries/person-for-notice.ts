import { accountForNotice } from '#domains/accounts/index'
import { staffNames } from '#domains/staff/index'
import type { Ctx } from '#platform/ctx'
import type { DataKey } from '#platform/vault/index'
import { chatById } from '../load.ts'
import { placeOfChat } from '../model.ts'
import { factsOf } from './for-citizen.ts'
import { nameFor } from './messages.ts'

export interface NoticePerson {
  email: string | null
  phone: string | null
  lang: 'ru' | 'en'
  zone: string
  proved: boolean
  key: DataKey | null
  words: Record<string, string>
}

/** Whom a notice about a talk goes to: a contact of the account, or the address that a guest gave; null once erased. */
export async function personForChat(ctx: Ctx, notice: { person_id: string; facts: Record<string, unknown> }): Promise<NoticePerson | null> {
  const loaded = await chatById(ctx, String(notice.facts['chatId'])).catch(() => null)
  if (!loaded) return null
  const { chat, key } = loaded
  const to = chat.account ? await accountForNotice(ctx, notice) : null
  if (chat.account && !to) return null
  const { summary, number } = factsOf(loaded)
  const names = await staffNames(ctx, chat.holder_id ? [chat.holder_id] : [])
  return {
    email: to ? to.email : chat.email ? key.openBytes(placeOfChat(chat.id, 'email'), chat.email).toString() : null,
    phone: to?.phone ?? null,
    lang: chat.lang,
    zone: chat.zone,
    proved: to?.proved ?? false,
    // What is sent is sealed for whom it is sent to, who need not be whom it was said by.
    key: to ? to.key : key,
    words: {
      chatNumber: number,
      question: summary?.question ?? '',
      resolutionSummary: summary?.solution || (chat.lang === 'en' ? 'see the talk' : 'в переписке'),
      operatorName: nameFor('citizen', chat.holder_id ? names.get(chat.holder_id) : undefined) ?? (chat.lang === 'en' ? 'Operator' : 'Оператор'),
    },
  }
}
