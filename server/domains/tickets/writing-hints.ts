import type { DraftFields } from '#contract/drafts'

const filler = /(^|[^\p{L}])(как бы|типа|вообще|короче|в общем|ну вот|блин|basically|actually|you know|kind of)([^\p{L}]|$)/iu
const vague = /^(помогите|не работает|проблема|вопрос|ошибка|срочно|help|problem|question|error|urgent|it does not work|not working)[\s.!?]*$/iu
const steps = /(наж|откры|вош|выбр|ввел|ввод|загру|отправ|перешел|перешла|click|open|press|enter|select|upload|sent|went)/iu
const example = /(\d{3,}|«[^»]+»|"[^"]+"|“[^”]+”)/u

/** Soft hints for a clear question (PREP-4, ASK-2, ASK-3); never a refusal, tone alone says nothing (K15). */
export function writingHints(fields: DraftFields): { field: string; code: string }[] {
  const subject = fields.subject?.trim() ?? ''
  const description = fields.description?.trim() ?? ''
  const hints: { field: string; code: string }[] = []
  if (subject.length > 100) hints.push({ field: 'subject', code: 'subject.long' })
  if (vague.test(subject)) hints.push({ field: 'subject', code: 'subject.vague' })
  if (!description) return hints
  if (description.length < 80) hints.push({ field: 'description', code: 'description.short' })
  if (fields.kind === 'problem' && !steps.test(description)) hints.push({ field: 'description', code: 'description.no-steps' })
  if (filler.test(description)) hints.push({ field: 'description', code: 'description.filler' })
  if (fields.kind === 'problem' && !example.test(description) && !fields.relatedNumber) hints.push({ field: 'description', code: 'description.no-example' })
  return hints
}

/** PREP-1: which of the seven things worth preparing are there already; an account tells who somebody is and where to write. */
export function prepared(fields: DraftFields, files: number, signedIn = false): string[] {
  const has: [string, unknown][] = [
    ['name', fields.name],
    ['id', signedIn || fields.snils || fields.inn],
    ['number', fields.relatedNumber],
    ['contacts', signedIn || (fields.phone && fields.email)],
    ['problem', fields.subject && fields.description],
    ['files', files > 0],
  ]
  return has.filter(([, given]) => Boolean(given)).map(([key]) => key)
}
