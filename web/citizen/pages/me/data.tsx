import { saveDraft } from '#contract/drafts'
import { type AccountView, fillProfile, myAccount, profileFields, revealProfile } from '#contract/my-account'
import { page, redirect } from '../../glue/pages.ts'
import { Field, type Refused, useTroubles } from '../../parts/form.tsx'
import { Frame } from '../../parts/frame.tsx'
import { MeMenu } from '../../parts/me-menu.tsx'
import { attempt } from '../../parts/refused.ts'
import { useHref, useTexts } from '../../parts/small.tsx'
import { fill, texts } from '../../texts/texts.ts'
import { own } from './own.tsx'

type Name = (typeof profileFields)[number]
const fillable = ['birthDate', 'snils', 'inn', 'passport'] as const
const topicOf: Record<Name, string> = { name: 'data.name', birthDate: 'data.error', snils: 'data.error', inn: 'data.error', passport: 'data.document' }

interface DataProps {
  account: AccountView
  /** One value in full, on this answer alone. */
  shown?: { field: Name; value: string }
  typed?: Record<string, string>
  refused?: Refused[]
}

function Data({ account, shown, typed = {}, refused = [] }: DataProps) {
  const t = useTexts().me
  const href = useHref()
  const troubles = useTroubles()(refused)
  const given = profileFields.filter((field) => account.profile[field] !== null)
  const empty = fillable.filter((field) => account.profile[field] === null)
  return (
    <Frame title={t['data.title']} troubles={troubles}>
      <MeMenu at="/data" />
      <p>{t['data.lead']}</p>
      <dl class="rows">
        {given.map((field) => (
          <div key={field} id={`row-${field}`}>
            <dt>{t[`data.${field}`]}</dt>
            <dd class={field === 'name' ? undefined : 'mono'}>
              {shown?.field === field ? <span role="status">{shown.value}</span> : account.profile[field]}
              {shown?.field !== field && <span class="unseen"> {t['data.hidden']}</span>}
            </dd>
            <dd class="act">
              {shown?.field === field ? (
                <a href={href('/me/data')}>
                  {t['data.hide']}
                  <span class="unseen">: {t[`data.${field}`]}</span>
                </a>
              ) : (
                <form method="post" action={href('/me/data/show')}>
                  <button class="linkish" type="submit" name="field" value={field}>
                    {t['data.show']}
                    <span class="unseen">: {t[`data.${field}`]}</span>
                  </button>
                </form>
              )}
            </dd>
            <dd>
              <form method="post" action={href('/me/data/mistake')}>
                <button class="linkish" type="submit" name="field" value={field}>
                  {t['data.mistake']}
                  <span class="unseen">: {t[`data.${field}`]}</span>
                </button>
              </form>
            </dd>
          </div>
        ))}
      </dl>
      {empty.length > 0 && (
        <>
          <h2>{t['data.fill']}</h2>
          <p>{t['data.fill-note']}</p>
          <form method="post" action={href('/me/data')} noValidate>
            {empty.map((field) => (
              <Field
                key={field}
                name={field}
                label={t[`data.${field}`]}
                hint={t[`data.${field}.hint`]}
                value={typed[field] ?? ''}
                autocomplete={field === 'birthDate' ? 'bday' : 'off'}
                inputmode="text"
                maxlength={20}
                troubles={troubles}
                optional
                short
                mono
              />
            ))}
            <button class="main" type="submit">
              {t['data.save']}
            </button>
          </form>
        </>
      )}
    </Frame>
  )
}

export const dataPages = own({
  'GET /me/data': async ({ api }) => page(<Data account={await api.call(myAccount)} />),
  'POST /me/data': async ({ api, body }) => {
    const typed = Object.fromEntries(fillable.map((field) => [field, (body.get(field) ?? '').trim().slice(0, 20)]).filter(([, value]) => value !== ''))
    if (Object.keys(typed).length === 0)
      return page(<Data account={await api.call(myAccount)} refused={[{ field: 'birthDate', code: 'profile.empty' }]} />, 422)
    const { refused } = await attempt(api, fillProfile, { body: typed }, 'birthDate')
    return refused ? page(<Data account={await api.call(myAccount)} typed={typed} refused={refused} />, 422) : redirect('/me/data', 'profile-filled')
  },
  // Answered by the page itself and never by a redirect: a value in full has no address and is not kept anywhere.
  'POST /me/data/show': async ({ api, body }) => {
    const field = profileFields.find((one) => one === body.get('field'))
    if (!field) return redirect('/me/data')
    const { value } = await api.call(revealProfile, { body: { field } })
    const account = await api.call(myAccount)
    return page(<Data account={account} {...(value === null ? {} : { shown: { field, value } })} />)
  },
  'POST /me/data/mistake': async ({ api, body, site }) => {
    const field = profileFields.find((one) => one === body.get('field')) ?? 'name'
    await api.call(saveDraft, {
      body: {
        topic: topicOf[field],
        kind: 'problem',
        subject: fill(texts[site.lang].me['data.mistake-subject'], { field: texts[site.lang].me[`data.${field}`] }),
      },
    })
    return redirect('/requests/new/topic')
  },
})
