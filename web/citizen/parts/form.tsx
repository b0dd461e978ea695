import type { ComponentChildren } from 'preact'
import { chatLimits } from '#contract/chat'
import { limits } from '#contract/tickets'
import { useSite } from '../glue/site-context.ts'
import { fill, plural, textOf } from '../texts/texts.ts'
import { size, span } from '../words.ts'
import { Icon, useTexts } from './small.tsx'

/** What is wrong and where: `field` is the name of the control, `id` of the element that takes the focus. */
export interface Trouble {
  field: string
  text: string
}

export interface Refused {
  field: string
  code: string
  details?: Record<string, unknown>
}

const numbersOf: Record<string, { min?: number; max: number }> = {
  subject: limits.subject,
  description: limits.description,
  desiredOutcome: limits.desiredOutcome,
  text: limits.message,
  message: { max: chatLimits.text },
  name: { max: 200 },
}

/** Words for the field problems of the API. */
export function useTroubles(): (problems: Refused[]) => Trouble[] {
  const t = useTexts().problems
  const { lang } = useSite()
  return (problems) =>
    problems.map(({ field, code, details }) => {
      const file = field === 'files'
      const wait = details?.['retryAfterSeconds']
      const values = {
        ...numbersOf[field],
        ...(typeof wait === 'number' && { wait: span(wait, lang) }),
        count: limits.files.count,
        size: size(limits.files.bytes, lang),
        ...(details as Record<string, string>),
      }
      return { field, text: fill(textOf(t, code, file ? t['file.other'] : t.other), values) }
    })
}

/** Goes first in `main`, takes the focus (autofocus works without script), links to each field. */
export function ErrorSummary({ troubles }: { troubles: Trouble[] }) {
  const t = useTexts().frame
  const { lang } = useSite()
  if (troubles.length === 0) return null
  return (
    <section class="summary" id="summary" tabIndex={-1} autofocus aria-labelledby="summary-title">
      <div role="alert">
        <h2 id="summary-title">
          <Icon name="alert-octagon" />
          {fill(t.summaryTitle, { n: troubles.length, places: plural(lang, troubles.length, t.places) })}
        </h2>
        <ul>
          {troubles.map(({ field, text }) => (
            <li key={field + text}>
              <a href={`#${field}`}>{text}</a>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

export function FieldError({ id, text }: { id: string; text: string }) {
  const t = useTexts().frame
  return (
    <p class="field-error" id={`${id}-error`}>
      <Icon name="circle-x" />
      <span>
        <span class="unseen">{t.wordErrorBefore} </span>
        {text}
      </span>
    </p>
  )
}

interface FieldProps {
  name: string
  label: string
  value?: string | undefined
  hint?: string
  troubles?: Trouble[]
  optional?: boolean
  rows?: number
  type?: 'text' | 'email' | 'tel' | 'password'
  inputmode?: 'numeric' | 'text'
  autocomplete?: string
  enterkeyhint?: 'next' | 'done' | 'search'
  short?: boolean
  mono?: boolean
  spellcheck?: boolean
  autocapitalize?: 'none'
  maxlength?: number
  children?: ComponentChildren
  /** Stands under the control. */
  after?: ComponentChildren
}

export function Field(props: FieldProps) {
  const { name, label, value = '', hint, troubles = [], optional, rows, type = 'text', short, mono, children, after } = props
  const t = useTexts().frame
  const trouble = troubles.find((one) => one.field === name)
  const described = [hint && `${name}-hint`, trouble && `${name}-error`].filter(Boolean).join(' ') || undefined
  const common = {
    id: name,
    name,
    class: `${short ? 'short' : ''}${mono ? ' mono' : ''}`.trim() || undefined,
    'aria-describedby': described,
    'aria-invalid': trouble ? ('true' as const) : undefined,
    autocomplete: props.autocomplete,
    enterkeyhint: props.enterkeyhint,
    spellcheck: props.spellcheck,
    autocapitalize: props.autocapitalize,
    maxlength: props.maxlength,
  }
  return (
    <div class={trouble ? 'field bad' : 'field'}>
      <label for={name}>
        {label}
        {optional && <span class="optional"> ({t.optional})</span>}
      </label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {children}
      {trouble && <FieldError id={name} text={trouble.text} />}
      {rows ? (
        <textarea {...common} rows={rows}>
          {value}
        </textarea>
      ) : (
        <input {...common} type={type as 'text'} value={value} inputmode={props.inputmode} />
      )}
      {after}
    </div>
  )
}

export interface Choice {
  value: string
  label: ComponentChildren
}

/** Radio buttons; the first one carries the field's id, so that the error summary can lead to it. */
export function Radios({ name, choices, chosen, first = true }: { name: string; choices: Choice[]; chosen: string | undefined; first?: boolean }) {
  return (
    <>
      {choices.map(({ value, label }, at) => (
        <label class="choice" key={value}>
          <input type="radio" id={first && at === 0 ? name : undefined} name={name} value={value} checked={value === chosen} />
          <span>{label}</span>
        </label>
      ))}
    </>
  )
}

export function Group(props: { name: string; legend: string; hint?: string; troubles?: Trouble[]; children: ComponentChildren }) {
  const { name, legend, hint, troubles = [], children } = props
  const trouble = troubles.find((one) => one.field === name)
  const described = [hint && `${name}-hint`, trouble && `${name}-error`].filter(Boolean).join(' ') || undefined
  return (
    <fieldset class={trouble ? 'field bad' : 'field'} aria-describedby={described}>
      <legend>{legend}</legend>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {trouble && <FieldError id={name} text={trouble.text} />}
      {children}
    </fieldset>
  )
}
