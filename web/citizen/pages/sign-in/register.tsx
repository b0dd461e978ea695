import { randomUUID } from 'node:crypto'
import { finishRegistration, proveRegistration, register, resendRegistrationCode } from '#contract/accounts'
import { page, pages, redirect } from '../../glue/pages.ts'
import { Again, CodeForm, codeTyped, inAddress, noCode, type Sent, sent, sentOf } from '../../parts/code.tsx'
import { Field, type Refused, useTroubles } from '../../parts/form.tsx'
import { FormHelp } from '../../parts/form-help.tsx'
import { Frame } from '../../parts/frame.tsx'
import { PasswordField, PasswordRules, PasswordScript, passwordRules, type Rules } from '../../parts/password.tsx'
import { attempt, isOver } from '../../parts/refused.ts'
import { useHref, useTexts } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'

function Begin({ contact, refused }: { contact: string; refused: Refused[] }) {
  const t = useTexts().signin
  const href = useHref()
  const troubles = useTroubles()(refused)
  return (
    <Frame title={t['register.title']} step={fill(t['register.step'], { n: 1 })} back="/sign-in" troubles={troubles}>
      <FormHelp form="register" />
      <p>{t['register.lead']}</p>
      <form method="post" action={href('/register')} noValidate>
        <Field
          name="contact"
          label={t['register.contact']}
          hint={t['register.contact-hint']}
          value={contact}
          autocomplete="username"
          autocapitalize="none"
          maxlength={254}
          spellcheck={false}
          troubles={troubles}
        />
        <button class="main" type="submit">
          {t['register.get-code']}
        </button>
      </form>
      <p class="apart">
        {t['register.have']} <a href={href('/sign-in')}>{t.go}</a>
      </p>
    </Frame>
  )
}

function Code({ sent, refused }: { sent: Sent; refused: Refused[] }) {
  const t = useTexts().signin
  const troubles = useTroubles()(refused)
  return (
    <Frame title={t['code.title']} step={fill(t['register.step'], { n: 2 })} back="/register" troubles={troubles}>
      <p>{t['register.sent']}</p>
      <CodeForm action={`/register/code${inAddress(sent)}`} sent={sent} troubles={troubles} button={t['register.prove']} />
      <Again action={`/register/resend${inAddress(sent)}`} sent={sent} />
    </Frame>
  )
}

interface Named {
  surname: string
  name: string
  patronymic: string
}

function Details({ id, typed, rules, refused }: { id: string; typed: Named; rules: Rules; refused: Refused[] }) {
  const t = useTexts().signin
  const href = useHref()
  const troubles = useTroubles()(refused)
  const line = { maxlength: 100, troubles, spellcheck: false }
  return (
    <Frame title={t['register.details']} step={fill(t['register.step'], { n: 3 })} troubles={troubles}>
      <p>{t['register.names']}</p>
      <form method="post" action={href(`/register/details?id=${id}`)} noValidate>
        <input type="hidden" name="key" value={randomUUID()} />
        <Field name="surname" label={t['register.surname']} value={typed.surname} autocomplete="family-name" {...line} />
        <Field name="name" label={t['register.name']} value={typed.name} autocomplete="given-name" {...line} />
        <Field name="patronymic" label={t['register.patronymic']} value={typed.patronymic} autocomplete="additional-name" optional {...line} />
        <PasswordRules rules={rules} />
        <PasswordField label={t['password.new']} fresh troubles={troubles} />
        <button class="main" type="submit">
          {t['register.finish']}
        </button>
      </form>
      <PasswordScript />
    </Frame>
  )
}

/** Told only to who has entered the code of this contact, so it tells strangers nothing. */
function HasAccount({ contact }: { contact: string }) {
  const t = useTexts().signin
  const href = useHref()
  return (
    <Frame title={t['register.has-title']}>
      <p>{fill(t['register.has'], { contact })}</p>
      <div class="buttons">
        <a class="button main" href={href('/sign-in')}>
          {t.go}
        </a>
        <a href={href('/recovery/start')}>{t.forgot}</a>
      </div>
    </Frame>
  )
}

const noName: Named = { surname: '', name: '', patronymic: '' }
const typedNames = (body: URLSearchParams): Named => {
  const of = (field: string) => (body.get(field) ?? '').trim().slice(0, 100)
  return { surname: of('surname'), name: of('name'), patronymic: of('patronymic') }
}

export const registerPages = pages({
  'GET /register': () => page(<Begin contact="" refused={[]} />),
  'POST /register': async ({ api, body }) => {
    const contact = (body.get('contact') ?? '').trim().slice(0, 254)
    if (contact === '') return page(<Begin contact="" refused={[{ field: 'contact', code: 'contact.required' }]} />, 422)
    const { done, refused } = await attempt(api, register, { body: { contact } }, 'contact', 'contact.invalid')
    return refused ? page(<Begin contact={contact} refused={refused} />, 422) : redirect(`/register/code${inAddress(sent(done))}`)
  },
  'GET /register/code': ({ query }) => (sentOf(query).id ? page(<Code sent={sentOf(query)} refused={[]} />) : redirect('/register')),
  'POST /register/code': async ({ api, query, body }) => {
    const now = sentOf(query)
    const code = codeTyped(body)
    if (code === '') return page(<Code sent={now} refused={noCode} />, 422)
    const { done, refused } = await attempt(api, proveRegistration, { params: { id: now.id }, body: { code } }, 'code', 'code.wrong')
    if (refused) return page(<Code sent={now} refused={refused} />, 422)
    return done.next === 'has-account' ? page(<HasAccount contact={done.contact} />) : redirect(`/register/details?id=${now.id}`)
  },
  'POST /register/resend': async ({ api, query }) => {
    const now = sentOf(query)
    const { done, refused } = await attempt(api, resendRegistrationCode, { params: { id: now.id } }, 'code')
    if (refused) return page(<Code sent={now} refused={refused} />, 422)
    return redirect(`/register/code${inAddress({ ...sent(done), id: now.id })}`, 'code-sent')
  },
  'GET /register/details': async ({ api, query }) => {
    const { id } = sentOf(query)
    return id ? page(<Details id={id} typed={noName} rules={await passwordRules(api)} refused={[]} />) : redirect('/register')
  },
  'POST /register/details': async ({ api, query, body }) => {
    const { id } = sentOf(query)
    const typed = typedNames(body)
    const password = (body.get('password') ?? '').slice(0, 512)
    const again = async (refused: Refused[]) => page(<Details id={id} typed={typed} rules={await passwordRules(api)} refused={refused} />, 422)
    const missing = [typed.surname === '' && 'surname', typed.name === '' && 'own-name', password === '' && 'password'].filter((one) => one !== false)
    if (missing.length > 0) return again(missing.map((one) => ({ field: one === 'own-name' ? 'name' : one, code: `${one}.required` })))
    const { patronymic, ...names } = typed
    try {
      const input = { params: { id }, body: { ...names, ...(patronymic ? { patronymic } : {}), password } }
      const { refused } = await attempt(api, finishRegistration, input, 'password')
      return refused ? again(refused) : redirect('/sign-in/done?next=/me', 'registered')
    } catch (error) {
      if (isOver(error)) return redirect('/register', 'registration-over')
      throw error
    }
  },
})
