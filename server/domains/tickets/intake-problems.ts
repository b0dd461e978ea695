import type { DraftFields, FieldProblem } from '#contract/drafts'
import { limits } from '#contract/tickets'
import { formKinds, topics } from '#contract/topics'
import { email, inn, phone, requestNumber, snils } from '#platform/identifiers/index'

/** What the form demands, from settings (K9); demo telephone numbers only in the demo. */
export interface IntakeRules {
  contactRequired: 'both' | 'any' | 'none'
  demoPhones: boolean
}
export interface Normal {
  phone?: string
  email?: string
  snils?: string
  inn?: string
}
export interface Checked {
  problems: FieldProblem[]
  normal: Normal
}

const filled = (text: string | undefined): string => text?.trim() ?? ''

/** Every problem of a form at once, in the order of its fields (GOV.UK error summary). What was typed is never quoted. */
export function intakeProblems(fields: DraftFields, rules: IntakeRules): Checked {
  const problems: FieldProblem[] = []
  const refuse = (field: string, code: string, details?: Record<string, unknown>) => {
    problems.push({ field, code, ...(details && { details }) })
  }
  const oneOf = (field: 'topic' | 'kind', known: readonly string[]) => {
    if (!known.includes(filled(fields[field]))) refuse(field, `${field}.required`)
  }
  oneOf('kind', formKinds)
  oneOf('topic', topics)
  sized(refuse, 'subject', filled(fields.subject), limits.subject)
  sized(refuse, 'description', filled(fields.description), limits.description)
  if ([...filled(fields.desiredOutcome)].length > limits.desiredOutcome.max)
    refuse('desiredOutcome', 'desiredOutcome.too-long', { max: limits.desiredOutcome.max })
  const related = filled(fields.relatedNumber)
  // ASK-3: our own numbers (11 digits) are checked by their digit; numbers of applications have forms of their own.
  const ours = /^[\d\s-]+$/.test(related) && related.replaceAll(/\D/g, '').length === 11
  if (related && !(ours ? requestNumber(related).ok : /^[\p{L}\d /_.№-]{3,60}$/u.test(related))) refuse('relatedNumber', 'relatedNumber.invalid')
  const normal: Normal = {}
  contacts(fields, rules, refuse, normal)
  identifiers(fields, refuse, normal)
  return { problems, normal }
}

type Refuse = (field: string, code: string, details?: Record<string, unknown>) => void

function sized(refuse: Refuse, field: string, text: string, { min, max }: { min: number; max: number }): void {
  const length = [...text].length
  if (length === 0) refuse(field, `${field}.required`)
  else if (length < min) refuse(field, `${field}.too-short`, { min, left: min - length })
  else if (length > max) refuse(field, `${field}.too-long`, { max, over: length - max })
}

function contacts(fields: DraftFields, rules: IntakeRules, refuse: Refuse, normal: Normal): void {
  if ([...filled(fields.name)].length > 200) refuse('name', 'name.too-long', { max: 200 })
  const typedPhone = filled(fields.phone)
  const typedEmail = filled(fields.email)
  if (rules.contactRequired === 'any' && !typedPhone && !typedEmail) refuse('email', 'contact.required')
  if (!typedPhone && rules.contactRequired === 'both') refuse('phone', 'phone.required')
  else if (typedPhone) {
    const read = phone(typedPhone, { demo: rules.demoPhones })
    if (read.ok) normal.phone = read.value
    else refuse('phone', 'phone.invalid', { reason: read.code })
  }
  if (!typedEmail && rules.contactRequired === 'both') refuse('email', 'email.required')
  else if (typedEmail) {
    const read = email(typedEmail)
    // For comparing; mail goes to the address as it was given, which the intake record keeps.
    if (read.ok) normal.email = read.lookupKey
    else refuse('email', 'email.invalid', { reason: read.code })
  }
}

/** K12: optional for guests; the check digit is a hint, so a wrong one asks to look again. */
function identifiers(fields: DraftFields, refuse: Refuse, normal: Normal): void {
  for (const [field, read] of [
    ['snils', snils],
    ['inn', inn],
  ] as const) {
    const typed = filled(fields[field])
    if (!typed) continue
    const answer = read(typed)
    if (answer.ok) normal[field] = answer.value
    else refuse(field, `${field}.invalid`, { reason: answer.code })
  }
}
