import { chatFile, chatLimits, chatTranscript, guessTopic, myChats, openChat, sendChat } from '#contract/chat'
import { topics } from '#contract/topics'
import type { Api } from '../../glue/api.ts'
import { file, page, pages, redirect } from '../../glue/pages.ts'
import { refusedOf } from '../../parts/refused.ts'
import type { Attempt } from './attempt.ts'
import { talkAt } from './path.ts'
import { hoursOf, show, showBefore } from './show.tsx'
import { Guessed, Start } from './start.tsx'
import { keyOf, onTrouble, wordsOf } from './typed.ts'

/** The talk that is still under way, if there is one. */
async function openOne(api: Api): Promise<string | undefined> {
  const { items } = await api.call(myChats, { query: {} })
  return items.find(({ state }) => state !== 'ended' && state !== 'offline_request')?.id
}
const topicOf = (value: string | null | undefined) => topics.find((one) => one === value)

export const chatPages = pages({
  'GET /chat': async ({ api, site, query, request }) => {
    // Without a cookie there is nobody who could have begun one.
    const open = request.headers.cookie?.includes('=') ? await openOne(api) : undefined
    if (open) return redirect(talkAt(site, open))
    const topic = topicOf(query['topic'])
    return page(<Start hours={await hoursOf(api)} {...(topic && { topic })} wiped={site.host !== undefined && query['wiped'] === '1'} />)
  },
  'POST /chat': async ({ api, site, body }) => {
    const text = wordsOf(body, 'text')
    const key = keyOf(body)
    const zone = (body.get('zone') ?? '').slice(0, 60)
    const topic = topicOf(body.get('topic'))
    const again = async (refused: Attempt['refused']) =>
      page(<Start hours={await hoursOf(api)} attempt={{ form: 'say', refused, typed: { text, key } }} {...(topic && { topic })} />, 422)
    if (text === '') return again([{ field: 'message', code: 'text.required' }])
    if (text.length > chatLimits.text) return again([{ field: 'message', code: 'text.too-long', details: { max: chatLimits.text } }])
    try {
      // On another site a second tab may have begun meanwhile: one talk there, not two.
      const open = site.host && (await openOne(api).catch(() => undefined))
      if (open) {
        await api.call(sendChat, { params: { id: open }, key, body: { text } })
        return redirect(talkAt(site, open))
      }
      const { id } = await api.call(openChat, { key, body: { text, lang: site.lang, ...(zone && { zone }), ...(topic && { topic }) } })
      return redirect(talkAt(site, id))
    } catch (error) {
      return again(onTrouble(refusedOf(error, 'message'), 'say'))
    }
  },
  /** Asked by the script while the question is typed: words must not stand in an address. */
  'POST /chat/guess': async ({ api, body }) => {
    const text = wordsOf(body, 'text').slice(0, chatLimits.text)
    const none = { topics: [], articles: [], secrets: false }
    return page(<Guessed guess={text.length < chatLimits.guessFrom ? none : await api.call(guessTopic, { body: { text } })} />)
  },
  'GET /chat/:id': (ask) => {
    const before = ask.query['before']
    return before !== undefined && /^[1-9]\d{0,8}$/.test(before) ? showBefore(ask.api, ask.params.id, Number(before)) : show(ask, ask.params.id)
  },
  'GET /chat/:id/files/:fileId': async ({ api, params }) => file(await api.download(chatFile, params)),
  'GET /chat/:id/transcript.txt': async ({ api, params }) => file(await api.download(chatTranscript, params, { as: 'txt' })),
  'GET /chat/:id/transcript.pdf': async ({ api, params }) => file(await api.download(chatTranscript, params, { as: 'pdf' })),
})
