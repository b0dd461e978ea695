import { randomUUID } from 'node:crypto'
import { addWords, confirmAnswer, objectToTerm, rateTicket, readTicket, reopenTicket, uploadTicketFile, withdrawTicket } from '#contract/tickets'
import { type Api, ApiProblem } from '../../glue/api.ts'
import { takeFields } from '../../glue/multipart-head.ts'
import { type Answer, page, pages, redirect } from '../../glue/pages.ts'
import type { Refused } from '../../parts/form.tsx'
import { refusedFiles } from '../new-request/files.tsx'
import type { Attempt } from './actions.tsx'
import { RequestPage } from './request.tsx'

const at = (number: string): string => `/requests/${number}`
const versionSeen = (body: URLSearchParams): { expected?: number } =>
  /^\d{1,9}$/.test(body.get('expected') ?? '') ? { expected: Number(body.get('expected')) } : {}
const words = (body: URLSearchParams, name: string): string => (body.get(name) ?? '').replaceAll('\r\n', '\n').trim()

/** Does it; a refusal for what was typed shows the page again with the words kept, a stale page is told to look again. */
async function attempt(
  api: Api,
  number: string,
  form: Attempt['form'],
  text: string,
  act: () => Promise<Answer>,
  rename?: (field: string) => string,
  kept?: Attempt['kept'],
): Promise<Answer> {
  const again = async (refused: Refused[], status: number) =>
    page(<RequestPage ticket={await api.call(readTicket, { params: { number } })} attempt={{ form, text, refused, ...(kept ? { kept } : {}) }} />, status)
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error
    const { kind, fields = [], code } = error.problem
    if (kind === 'conflict') return redirect(at(number), 'changed')
    if (kind !== 'invalid' && kind !== 'unprocessable') throw error
    const name = rename ?? ((field: string) => field)
    return again(fields.length > 0 ? fields.map((one) => ({ ...one, field: name(one.field) })) : [{ field: name('text'), code }], 422)
  }
}
/** Files that were taken while something else was refused: they need not be chosen again. */
const keptFiles = (fields: URLSearchParams) =>
  fields.getAll('kept').flatMap((value) => {
    const [, id, name] = /^([0-9a-f-]{36})\/(.{1,200})$/.exec(value) ?? []
    return id && name ? [{ id, name }] : []
  })
const keyOf = (fields: URLSearchParams): string => (/^[0-9a-f-]{36}$/.test(fields.get('key') ?? '') ? (fields.get('key') as string) : randomUUID())
const required = (field: string, code: string): Refused => ({ field, code })

export const posts = pages({
  // Words and files in one multipart form: the words are taken off its head, the files are streamed on to the API.
  'POST /requests/:number/reply': async ({ api, params, request }) => {
    const { number } = params
    const { fields, rest } = await takeFields(request.raw, request.headers['content-type'] ?? '')
    const text = words(fields, 'text')
    const sent = await api.upload(uploadTicketFile, params, rest).catch((error: unknown) => {
      throw Object.assign(error as Error, { typed: fields })
    })
    const kept = [...keptFiles(fields), ...sent.files.map(({ id, name }) => ({ id, name }))]
    const refused = refusedFiles(sent.problems)
    if (text === '' && kept.length === 0) refused.push(required('text', 'text.required'))
    const again = async (why: Refused[]) =>
      page(<RequestPage ticket={await api.call(readTicket, { params })} attempt={{ form: 'reply', text, refused: why, kept }} />, 422)
    if (refused.length > 0) return again(refused)
    const answer = await attempt(
      api,
      number,
      'reply',
      text,
      async () => {
        await api.call(addWords, { params, key: keyOf(fields), body: { text, fileIds: kept.map(({ id }) => id) } })
        return redirect(at(number), 'replied')
      },
      undefined,
      kept,
    )
    return answer
  },
  'POST /requests/:number/withdraw': ({ api, params, body }) =>
    attempt(api, params.number, 'object', '', async () => {
      await api.call(withdrawTicket, { params, body: versionSeen(body) })
      return redirect(at(params.number), 'withdrawn')
    }),
  'POST /requests/:number/close': ({ api, params, body }) =>
    attempt(api, params.number, 'reopen', '', async () => {
      await api.call(confirmAnswer, { params, body: versionSeen(body) })
      return redirect(at(params.number), 'closed')
    }),
  'POST /requests/:number/reopen': ({ api, params, body }) => {
    const text = words(body, 'reopen-text')
    return attempt(
      api,
      params.number,
      'reopen',
      text,
      async () => {
        await api.call(reopenTicket, { params, body: { text, ...versionSeen(body) } })
        return redirect(at(params.number), 'reopened')
      },
      () => 'reopen-text',
    )
  },
  'POST /requests/:number/object': ({ api, params, body }) => {
    const text = words(body, 'object-text')
    return attempt(
      api,
      params.number,
      'object',
      text,
      async () => {
        await api.call(objectToTerm, { params, body: { text } })
        return redirect(at(params.number), 'objected')
      },
      () => 'object-text',
    )
  },
  'POST /requests/:number/rate': async ({ api, params, body }) => {
    const score = Number(body.get('score'))
    if (!Number.isInteger(score) || score < 1 || score > 5) {
      const ticket = await api.call(readTicket, { params })
      return page(<RequestPage ticket={ticket} attempt={{ form: 'rate', text: '', refused: [required('score', 'score.required')] }} />, 422)
    }
    const comment = words(body, 'comment').slice(0, 1000)
    return attempt(api, params.number, 'rate', '', async () => {
      await api.call(rateTicket, { params, body: { score, ...(comment ? { comment } : {}) } })
      return redirect(at(params.number), 'rated')
    })
  },
})
