import { randomUUID } from 'node:crypto'
import type { Refused } from '../../parts/form.tsx'
import type { TalkForm } from './attempt.ts'

export const wordsOf = (body: URLSearchParams, name: string): string => (body.get(name) ?? '').replaceAll('\r\n', '\n').trim()
/** One key for one message, however often it is sent. */
export const keyOf = (body: URLSearchParams): string => (/^[0-9a-f-]{36}$/.test(body.get('key') ?? '') ? (body.get('key') as string) : randomUUID())
/** Files that were taken already, each as "id/name". */
export const keptOf = (body: URLSearchParams): { id: string; name: string }[] =>
  body.getAll('kept').flatMap((value) => {
    const [, id, name] = /^([0-9a-f-]{36})\/(.{1,255})$/.exec(value) ?? []
    return id && name ? [{ id, name }] : []
  })

/** The API names its fields; on the page several forms stand together, each with names of its own. */
const fields: Record<TalkForm, Record<string, string>> = {
  say: { text: 'message', fileIds: 'files' },
  operator: {},
  place: { email: 'place-email' },
  topic: {},
  request: { subject: 'request-subject', topic: 'request-topic', email: 'request-email', phone: 'request-phone', contact: 'request-email' },
  end: { email: 'end-email' },
  rate: {},
  join: {},
}
export const onTrouble = (refused: Refused[], form: TalkForm): Refused[] => refused.map((one) => ({ ...one, field: fields[form][one.field] ?? one.field }))
