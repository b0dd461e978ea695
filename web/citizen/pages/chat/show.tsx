import type { FastifyRequest } from 'fastify'
import { chatHours, chatMessages, readChat, readUpTo } from '#contract/chat'
import type { Api } from '../../glue/api.ts'
import { type Answer, type Ask, page } from '../../glue/pages.ts'
import type { Attempt, Hours, Shown } from './attempt.ts'
import { TalkPage, TalkPart } from './talk.tsx'

/** The script of the page says up to which message it has come, and gets the rest instead of a whole page. */
const afterOf = (request: FastifyRequest): number | undefined => {
  const sent = request.headers['x-chat-after']
  return typeof sent === 'string' && /^\d{1,9}$/.test(sent) ? Number(sent) : undefined
}

/** A page that can do without them is shown without them. */
export const hoursOf = (api: Api): Promise<Hours | undefined> => api.call(chatHours).catch(() => undefined)

async function shownOf(api: Api, id: string, query: { after?: number; before?: number }): Promise<Shown> {
  const params = { id }
  const [chat, said, hours] = await Promise.all([api.call(readChat, { params }), api.call(chatMessages, { params, query }), hoursOf(api)])
  return { chat, said, hours }
}

/** The talk as a page, or as the part of it that the script asked for; `attempt` says what was refused. */
export async function show({ api, request, site }: Pick<Ask, 'api' | 'request' | 'site'>, id: string, attempt?: Attempt, status = 422): Promise<Answer> {
  const after = afterOf(request)
  const shown = await shownOf(api, id, after === undefined ? {} : { after })
  // A form that is gone meanwhile cannot say what is wrong: the talk does.
  const rest = attempt && { ...attempt, refused: shown.chat.can.write ? attempt.refused : attempt.refused.map((one) => ({ ...one, field: 'talk' })) }
  const answered = attempt ? status : 200
  if (after !== undefined) return page(<TalkPart {...shown} attempt={rest} />, answered)
  const { chat, said } = shown
  // With the script the page itself says what was seen; without it whoever opens the page sees it. A frame on another site may stand folded away.
  if (!site.host && said.lastSeq > chat.citizenReadSeq) await api.call(readUpTo, { params: { id }, body: { seq: said.lastSeq } }).catch(() => undefined)
  return page(<TalkPage {...shown} attempt={rest} />, answered)
}

export async function showBefore(api: Api, id: string, before: number): Promise<Answer> {
  return page(<TalkPage {...(await shownOf(api, id, { before }))} before />)
}
