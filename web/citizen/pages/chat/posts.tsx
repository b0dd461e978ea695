import { callOperator, chatLimits, chatTopic, endChat, keepPlace, rateChat, readChat, requestOfChat, sendChat, uploadChatFile } from '#contract/chat'
import { topics } from '#contract/topics'
import { ApiProblem } from '../../glue/api.ts'
import { cookie } from '../../glue/cookies.ts'
import { takeFields } from '../../glue/multipart-head.ts'
import { type Answer, type Ask, pages, redirect } from '../../glue/pages.ts'
import type { Refused } from '../../parts/form.tsx'
import { codeOf, refusedOf } from '../../parts/refused.ts'
import { forgetBrowser } from '../kiosk.tsx'
import { refusedFiles } from '../new-request/files.tsx'
import type { Attempt } from './attempt.ts'
import { startAt, talkAt } from './path.ts'
import { show } from './show.tsx'
import { keptOf, keyOf, onTrouble, wordsOf } from './typed.ts'

type Of = Ask<'POST /chat/:id/say'>
const back = ({ site, params }: Of): Answer => redirect(talkAt(site, params.id))

/** Does it and goes back to the talk; what was refused is said there, and what was typed stays. */
async function attempt(ask: Of, form: Attempt['form'], field: string, typed: Attempt['typed'], act: () => Promise<unknown>): Promise<Answer> {
  try {
    await act()
  } catch (error) {
    return show(ask, ask.params.id, { form, typed, refused: onTrouble(refusedOf(error, field), form) })
  }
  return back(ask)
}

/** The words, and the files that stand in the same form: a plain browser sends them together, the script beforehand. */
async function read(ask: Of): Promise<{ fields: URLSearchParams; kept: { id: string; name: string }[]; refused: Refused[] }> {
  const { api, params, request, body } = ask
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/')) return { fields: body, kept: keptOf(body), refused: [] }
  const { fields, rest } = await takeFields(request.raw, type)
  const kept = keptOf(fields)
  try {
    const { files, problems } = await api.upload(uploadChatFile, params, rest)
    return { fields, kept: [...kept, ...files.map(({ id, name }) => ({ id, name }))], refused: refusedFiles(problems) }
  } catch (error) {
    // The words stay on the page, whatever happened to the files.
    if (!(error instanceof ApiProblem) || error.status === 401 || error.status === 404) throw Object.assign(error as Error, { typed: fields })
    return { fields, kept, refused: [{ field: 'files', code: codeOf(error.problem.code, error.problem.kind, 'file.other'), details: { name: '' } }] }
  }
}

async function say(ask: Of): Promise<Answer> {
  const { fields, kept, refused } = await read(ask)
  const text = wordsOf(fields, 'text')
  const again = (why: Refused[]) => show(ask, ask.params.id, { form: 'say', refused: why, typed: { text }, kept })
  if (text === '' && kept.length === 0 && refused.length === 0) refused.push({ field: 'message', code: 'text.required' })
  if (text.length > chatLimits.text) refused.push({ field: 'message', code: 'text.too-long', details: { max: chatLimits.text } })
  if (kept.length > chatLimits.files) refused.push({ field: 'files', code: 'file.too-many', details: { name: '', count: chatLimits.files } })
  if (refused.length > 0) return again(refused)
  try {
    const fileIds = kept.map(({ id }) => id)
    await ask.api.call(sendChat, {
      params: ask.params,
      key: keyOf(fields),
      body: { ...(text !== '' && { text }), ...(fileIds.length > 0 && { fileIds }) },
    })
  } catch (error) {
    return again(onTrouble(refusedOf(error, 'message'), 'say'))
  }
  return back(ask)
}

const given = (body: URLSearchParams, names: string[], prefix = ''): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (wordsOf(body, prefix + name) === '' ? [] : [[name, wordsOf(body, prefix + name)]])))

async function rate(ask: Of): Promise<Answer> {
  const { api, params, body } = ask
  const score = Number(body.get('score'))
  const typed = given(body, ['comment'])
  if (!Number.isInteger(score) || score < 1 || score > 5)
    return show(ask, params.id, { form: 'rate', typed, refused: [{ field: 'score', code: 'score.required' }] })
  const comment = (typed['comment'] ?? '').slice(0, 1000)
  return attempt(ask, 'rate', 'score', typed, () => api.call(rateChat, { params, body: { score, ...(comment && { comment }) } }))
}

/** C22: the talk is ended, the browser forgotten; whatever of it was over already is no reason to stop. */
async function wipe({ api, site, params }: Of): Promise<Answer> {
  const chat = await api.call(readChat, { params })
  if (chat.can.end) await api.call(endChat, { params, body: {} })
  await forgetBrowser(api, site)
  // A cookie with the word about it would not come back into a frame on another site.
  return site.host ? redirect(`${startAt(site)}&wiped=1`) : redirect('/', 'chat-wiped', [cookie('shared', '', 0)])
}

export const chatPosts = pages({
  'POST /chat/:id/say': say,
  'POST /chat/:id/option': (ask) => {
    const { api, params, body } = ask
    const seq = Number(body.get('seq'))
    const id = (body.get('option') ?? '').slice(0, 80)
    return attempt(ask, 'say', 'talk', {}, () => api.call(sendChat, { params, body: { option: { seq: Number.isInteger(seq) && seq > 0 ? seq : 1, id } } }))
  },
  'POST /chat/:id/operator': (ask) => attempt(ask, 'operator', 'talk', {}, () => ask.api.call(callOperator, { params: ask.params, body: {} })),
  'POST /chat/:id/place': (ask) => {
    const typed = given(ask.body, ['email'], 'place-')
    return attempt(ask, 'place', 'place-email', typed, () => ask.api.call(keepPlace, { params: ask.params, body: typed }))
  },
  'POST /chat/:id/topic': (ask) => {
    const { api, params, body } = ask
    const topic = topics.find((one) => one === body.get('other')) ?? topics.find((one) => one === body.get('topic'))
    return topic ? attempt(ask, 'topic', 'talk', {}, () => api.call(chatTopic, { params, body: { topic } })) : back(ask)
  },
  'POST /chat/:id/request': (ask) => {
    const { api, params, body } = ask
    const typed = given(body, ['subject', 'email', 'phone'], 'request-')
    const topic = topics.find((one) => one === body.get('request-topic'))
    const { subject, ...rest } = typed
    const line = subject?.replace(/\p{Cc}/gu, ' ').slice(0, 1000)
    return attempt(ask, 'request', 'request-subject', { ...typed, ...(topic && { topic }) }, () =>
      api.call(requestOfChat, { params, body: { ...rest, ...(line && { subject: line }), ...(topic && { topic }) } }),
    )
  },
  'POST /chat/:id/end': (ask) => {
    const typed = given(ask.body, ['email'], 'end-')
    return attempt(ask, 'end', 'end-email', typed, () => ask.api.call(endChat, { params: ask.params, body: typed }))
  },
  'POST /chat/:id/rate': rate,
  'POST /chat/:id/wipe': wipe,
})
