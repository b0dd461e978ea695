import { startRecovery } from '#contract/accounts'
import { cookiesOf } from '../../glue/cookies.ts'
import { page, pages, redirect } from '../../glue/pages.ts'
import { idOf, inAddress, sent } from '../../parts/code.tsx'
import { Field, type Refused, useTroubles } from '../../parts/form.tsx'
import { FormHelp } from '../../parts/form-help.tsx'
import { attempt } from '../../parts/refused.ts'
import { Card, useHref, useTexts } from '../../parts/small.tsx'
import { recoveryCookie, Step } from './steps.tsx'

/** RECOV-2. The same words, whoever has the contact. */
function Start({ contact, going, refused }: { contact: string; going: boolean; refused: Refused[] }) {
  const t = useTexts()
  const href = useHref()
  const troubles = useTroubles()(refused)
  return (
    <Step at="contact" title={t.recovery.title} back="/sign-in" troubles={troubles}>
      <FormHelp form="recovery" />
      {going && (
        <Card tone="lead" icon="clock" title={t.recovery.going}>
          <p>
            <a href={href('/recovery/proof')}>{t.recovery['going.link']}</a>
          </p>
        </Card>
      )}
      <p>{t.recovery.lead}</p>
      <form method="post" action={href('/recovery/start')} noValidate>
        <Field
          name="contact"
          label={t.recovery.contact}
          hint={t.signin['login.hint']}
          value={contact}
          autocomplete="username"
          autocapitalize="none"
          maxlength={254}
          spellcheck={false}
          troubles={troubles}
        />
        <button class="main" type="submit">
          {t.signin['register.get-code']}
        </button>
      </form>
      <p class="apart">
        {t.recovery['no-contact']} <a href={href('/cannot-sign-in/no-contacts')}>{t.signin['unlock.no-contact-link']}</a>
      </p>
    </Step>
  )
}

export const startPages = pages({
  'GET /recovery/start': ({ request }) => page(<Start contact="" going={idOf(cookiesOf(request.headers.cookie).get('recovery')) !== ''} refused={[]} />),
  'POST /recovery/start': async ({ api, body, request }) => {
    const contact = (body.get('contact') ?? '').trim().slice(0, 254)
    const again = (refused: Refused[]) => page(<Start contact={contact} going={false} refused={refused} />, 422)
    if (contact === '') return again([{ field: 'contact', code: 'contact.required' }])
    const { done, refused } = await attempt(api, startRecovery, { body: { contact } }, 'contact', 'contact.invalid')
    if (refused) return again(refused)
    return redirect(`/recovery/proof${inAddress(sent(done))}`, undefined, [recoveryCookie(done.id, request.protocol === 'https')])
  },
})
