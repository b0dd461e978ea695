import { LLM_TROUBLE } from '#contract/notice-events'
import { endAlarm, raiseAlarm } from './alarms.ts'
import type { Platform } from './platform.ts'

/** Whoever waits longer answers without it. */
const WAIT_MS = 2000
/** So many failures in a row, and nobody asks for a while. */
const FAILURES = 3
const REST_MS = 60_000
/** Bytes of an answer. */
const MOST = 64 * 1024

interface Breaker {
  failures: number
  restsUntil: number
  raised: boolean
}
const breakers = new WeakMap<object, Breaker>()

export interface Question {
  system: string
  /** What it works on: data, never instructions. */
  data: unknown
  /** JSON Schema of the answer. */
  schema: object
}

/**
 * Asks the language model that is set, in the form of OpenAI's interface, and answers its JSON, or null: none is set, it rests after failures, it
 * answered late, wrongly or not at all. It has no tools: an answer is words, and the caller takes only what it offered. The words of the question
 * are masked by the caller. Failures in a row stand as an alarm until it answers again.
 */
export async function askLanguageModel(app: Platform, now: Date, { system, data, schema }: Question): Promise<unknown> {
  const { url, key, model } = app.config.llm
  if (url === null) return null
  const breaker = breakers.get(app.store) ?? { failures: 0, restsUntil: 0, raised: true }
  breakers.set(app.store, breaker)
  if (app.monotonicMs() < breaker.restsUntil) return null
  try {
    const response = await fetch(`${url}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify({
        model,
        temperature: 0,
        messages: [
          { role: 'system', content: system },
          { role: 'user', content: JSON.stringify(data) },
        ],
        response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(WAIT_MS),
    })
    if (!response.ok) throw new Error(String(response.status))
    const answer = contentOf(await beginningOf(response))
    await worked(app, breaker)
    return answer
  } catch (error) {
    await failed(app, breaker, now, codeOf(error))
    return null
  }
}

function contentOf(text: string): unknown {
  const { choices } = JSON.parse(text) as { choices?: { message?: { content?: unknown } }[] }
  const content = choices?.[0]?.message?.content
  if (typeof content !== 'string') throw new Error('shape')
  return JSON.parse(content)
}

async function beginningOf(response: Response): Promise<string> {
  const bytes: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    length += part.length
    if (length > MOST) throw new Error('too-long')
    bytes.push(part)
  }
  return Buffer.concat(bytes).toString()
}

async function worked({ store }: Platform, breaker: Breaker): Promise<void> {
  breaker.failures = 0
  // At its first answer this process does not know what the last one left.
  if (!breaker.raised) return
  breaker.raised = false
  await endAlarm(store.db, LLM_TROUBLE)
}

async function failed(app: Platform, breaker: Breaker, now: Date, code: string): Promise<void> {
  breaker.failures++
  app.log.warn({ part: 'llm', code, count: breaker.failures }, 'the language model did not answer')
  if (breaker.failures < FAILURES) return
  breaker.restsUntil = app.monotonicMs() + REST_MS
  breaker.raised = true
  await raiseAlarm(app.store.db, LLM_TROUBLE, { code }, now)
}

/** Of errors that quote the answer nothing but their kind. */
const codeOf = (error: unknown): string => {
  const { name, message } = error as Error
  return /^(?:\d{3}|shape|too-long)$/.test(message) ? message : name
}
