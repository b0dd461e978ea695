import { checkPassword } from '#contract/accounts'
import type { Api } from '../glue/api.ts'
import { fill } from '../texts/texts.ts'
import { Field, type Trouble } from './form.tsx'
import { Script, useTexts } from './small.tsx'

interface PasswordProps {
  name?: string
  label: string
  hint?: string
  /** A new one: the browser offers to make and keep it. */
  fresh?: boolean
  troubles: Trouble[]
}

/** Pasting and password managers are welcome. The script shows what was typed and says when Caps Lock, another layout or a blank may be in the way (LOGIN-2). */
export function PasswordField({ name = 'password', label, hint, fresh, troubles }: PasswordProps) {
  const t = useTexts().signin
  return (
    <Field
      name={name}
      label={label}
      {...(hint ? { hint } : {})}
      type="password"
      autocomplete={fresh ? 'new-password' : 'current-password'}
      autocapitalize="none"
      spellcheck={false}
      maxlength={512}
      troubles={troubles}
      after={
        <div class="under" data-password={name} data-caps={t['hint.caps']} data-layout={t['hint.layout']} data-blank={t['hint.blank']}>
          <button class="linkish" type="button" hidden aria-pressed="false" data-show={t['password.show']} data-hide={t['password.hide']}>
            {t['password.show']}
          </button>
          <p class="hint" role="status" />
        </div>
      }
    />
  )
}

/** Once on a page with such a field. */
export const PasswordScript = () => <Script name="password" />

export interface Rules {
  min: number
  max: number
  composition: boolean
}
/** The rules alone: one letter is asked about, and what is wrong with it is not wanted. */
export async function passwordRules(api: Api): Promise<Rules> {
  const { min, max, composition } = await api.call(checkPassword, { body: { password: 'x' } })
  return { min, max, composition }
}

export function PasswordRules({ rules: { min, max, composition } }: { rules: Rules }) {
  const t = useTexts().signin
  return (
    <>
      <p>{t['rules.title']}</p>
      <ul>
        <li>{fill(t['rules.length'], { min, max })}</li>
        {composition && <li>{t['rules.composition']}</li>}
        <li>{composition ? t['rules.any-more'] : t['rules.any']}</li>
        <li>{t['rules.leaked']}</li>
        <li>{t['rules.own']}</li>
      </ul>
    </>
  )
}
