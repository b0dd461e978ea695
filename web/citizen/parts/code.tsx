import type { CodeSent } from '#contract/accounts'
import { fill } from '../texts/texts.ts'
import { Field, type Refused, type Trouble } from './form.tsx'
import { useHref, useTexts, useWhen } from './small.tsx'

/** A code that is on its way; travels in the address, where it says nothing about the person. */
export interface Sent {
  id: string
  until: string | undefined
  again: string | undefined
}

const instant = (value: string | null | undefined): string | undefined => (value && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? value : undefined)
export const idOf = (value: string | null | undefined): string => (/^[0-9a-f-]{36}$/.test(value ?? '') ? (value as string) : '')
export const sentOf = (query: Record<string, string | undefined>): Sent => ({
  id: idOf(query['id']),
  until: instant(query['until']),
  again: instant(query['again']),
})
export const sentValues = ({ id, until, again }: Sent): Record<string, string> => ({ id, ...(until ? { until } : {}), ...(again ? { again } : {}) })
export const inAddress = (sent: Sent, more: Record<string, string> = {}): string => `?${new URLSearchParams({ ...sentValues(sent), ...more })}`
export const sent = ({ id, expiresAt, resendAt }: CodeSent): Sent => ({ id, until: expiresAt, again: resendAt })

/** What was typed, without the blanks and dashes that people put into codes. */
export const codeTyped = (body: URLSearchParams, name = 'code'): string => (body.get(name) ?? '').replace(/[\s\u2010-\u2015-]/g, '').slice(0, 64)
export const noCode: Refused[] = [{ field: 'code', code: 'code.required' }]

/** ONE field, so that a code can be pasted and filled in by the browser. `typed`: a code of letters and digits that nobody sends. */
export function CodeField({ label, hint, troubles, typed }: { label: string; hint?: string; troubles: Trouble[]; typed?: boolean }) {
  return (
    <Field
      name="code"
      label={label}
      {...(hint ? { hint } : {})}
      inputmode={typed ? 'text' : 'numeric'}
      autocomplete={typed ? 'off' : 'one-time-code'}
      {...(typed ? { autocapitalize: 'none' as const } : {})}
      enterkeyhint="done"
      maxlength={64}
      spellcheck={false}
      troubles={troubles}
      short
      mono
    />
  )
}

interface CodeFormProps {
  /** Where the code goes, with its query. */
  action: string
  button: string
  sent: Sent
  troubles: Trouble[]
  hidden?: Record<string, string>
  label?: string
}

export const Hidden = ({ values }: { values: Record<string, string> }) => (
  <>
    {Object.entries(values).map(([name, value]) => (
      <input type="hidden" key={name} name={name} value={value} />
    ))}
  </>
)

/** The field for a code that was sent, how long it is good, and the way to another one. */
export function CodeForm({ action, button, sent, troubles, hidden = {}, label }: CodeFormProps) {
  const t = useTexts().signin
  const href = useHref()
  const when = useWhen()
  return (
    <>
      {sent.until && <p>{fill(t['code.until'], { time: when(sent.until) })}</p>}
      <form method="post" action={href(action)}>
        <Hidden values={hidden} />
        <CodeField label={label ?? t['code.label']} hint={t['code.hint']} troubles={troubles} />
        <button class="main" type="submit">
          {button}
        </button>
      </form>
    </>
  )
}

/** Another code, and from when on it can be had. */
export function Again({ action, sent, hidden = {} }: { action: string; sent: Sent; hidden?: Record<string, string> }) {
  const t = useTexts().signin
  const href = useHref()
  const when = useWhen()
  return (
    <form method="post" action={href(action)} class="again">
      <Hidden values={hidden} />
      <p class="faint">
        {t['code.none']} {sent.again && fill(t['code.again-at'], { time: when(sent.again) })}
      </p>
      <button class="linkish" type="submit">
        {t['code.again']}
      </button>
    </form>
  )
}
