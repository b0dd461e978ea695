import { type Draft, readDraft } from '#contract/drafts'
import { type AccountView, myAccount } from '#contract/my-account'
import type { Api } from '../../glue/api.ts'
import { cookie } from '../../glue/cookies.ts'
import { page, pages, redirect } from '../../glue/pages.ts'
import { type Site, useSite } from '../../glue/site-context.ts'
import { Field, Group, type Refused, type Trouble, useTroubles } from '../../parts/form.tsx'
import { FormHelp } from '../../parts/form-help.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Card, useHref, useTexts } from '../../parts/small.tsx'
import { fill, textOf } from '../../texts/texts.ts'
import { Checklist } from './prepare.tsx'
import { Autosave, draftFields, SaveLine, saveStep, typed } from './saving.tsx'
import { isOfTopic } from './topic.tsx'

export type Known = AccountView['contacts'][number]

interface DetailsProps {
  draft: Draft
  /** Contacts of the account, masked: what we know is not asked (K12). */
  known: Known[] | undefined
  refused: Refused[]
}

function DetailsStep({ draft, known, refused }: DetailsProps) {
  const { shared } = useSite()
  const t = useTexts()
  const href = useHref()
  const troubles = useTroubles()(refused)
  const { fields } = draft
  const plain = { autocomplete: 'off', troubles }
  return (
    <Frame title={t.form.detailsTitle} step={fill(t.form.step, { n: 2 })} back="/requests/new/topic" troubles={troubles}>
      <FormHelp form="details" />
      <p>
        {fill(t.form.chosen, { topic: textOf(t.topics, fields.topic ?? '', t.form.rowNone) })} <a href={href('/requests/new/topic')}>{t.form.change}</a>
      </p>
      <Checklist prepared={draft.prepared} />
      <Autosave>
        <form method="post" action={href('/requests/new/details')} noValidate data-draft>
          <Field name="subject" label={t.form.subject} hint={t.form.subjectHint} value={fields.subject} {...plain} />
          <Field name="description" label={t.form.description} hint={t.form.descriptionHint} value={fields.description} rows={7} {...plain}>
            <details>
              <summary>{t.form.example}</summary>
              <div>
                <p>{t.form.exampleText}</p>
              </div>
            </details>
          </Field>
          <Field name="desiredOutcome" label={t.form.desiredOutcome} hint={t.form.desiredHint} value={fields.desiredOutcome} rows={2} optional {...plain} />
          <Field name="relatedNumber" label={t.form.relatedNumber} hint={t.form.relatedHint} value={fields.relatedNumber} optional short {...plain} />
          {(fields.errorCode || fields.errorAt) && (
            <>
              <Field name="errorCode" label={t.form.errorCode} value={fields.errorCode} optional short mono {...plain} />
              <Field name="errorAt" label={t.form.errorAt} value={fields.errorAt} optional short {...plain} />
            </>
          )}
          {known ? <KnownContacts draft={draft} known={known} troubles={troubles} /> : <Contacts draft={draft} troubles={troubles} />}
          <label class="choice">
            <input type="checkbox" name="shared" value="1" checked={shared} data-shared-box />
            <span>{t.form.shared}</span>
          </label>
          <Hints draft={draft} />
          <SaveLine savedAt={draft.savedAt} />
          <div class="buttons">
            <button class="main" type="submit">
              {t.form.continue}
            </button>
            <button class="linkish" type="submit" name="then" value="leave">
              {t.form.saveExit}
            </button>
            {!known && (
              <button class="linkish" type="submit" name="then" value="sign-in">
                {t.form.signInGo}
              </button>
            )}
          </div>
        </form>
      </Autosave>
    </Frame>
  )
}

/** Signed in: the answer goes to the account's contacts, unless another one is typed or is asked for. */
function KnownContacts({ draft, known, troubles }: { draft: Draft; known: Known[]; troubles: Trouble[] }) {
  const t = useTexts().form
  const href = useHref()
  const asked = draft.problems.some(({ field }) => field === 'phone' || field === 'email')
  const typed = Boolean(draft.fields.phone || draft.fields.email || draft.fields.name)
  return (
    <>
      <h2>{t.contacts}</h2>
      <p>
        {fill(t.known, { contacts: known.map(({ masked }) => masked).join(', ') })} <a href={href('/me/contacts')}>{t.change}</a>
      </p>
      <details open={asked || typed || troubles.some(({ field }) => field === 'phone' || field === 'email')}>
        <summary>{t.otherContact}</summary>
        <div>
          <p>{t.otherContactNote}</p>
          <Contacts draft={draft} troubles={troubles} optional />
        </div>
      </details>
    </>
  )
}

function Contacts({ draft, troubles, optional = false }: { draft: Draft; troubles: Trouble[]; optional?: boolean }) {
  const { agency } = useSite()
  const t = useTexts().form
  const { fields } = draft
  const any = optional || agency.contactRequired === 'any'
  const idsWrong = troubles.some(({ field }) => field === 'snils' || field === 'inn')
  return (
    <>
      <Group name="contact" legend={t.contacts} {...(any && !optional ? { hint: t.contactAny } : {})} troubles={troubles}>
        <Field name="name" label={t.name} hint={t.nameHint} value={fields.name} autocomplete="name" troubles={troubles} enterkeyhint="next" optional />
        <Field name="phone" label={t.phone} hint={t.phoneHint} value={fields.phone} type="tel" autocomplete="tel" troubles={troubles} optional={any} short />
        <Field
          name="email"
          label={t.email}
          hint={t.emailHint}
          value={fields.email}
          type="email"
          autocomplete="email"
          troubles={troubles}
          optional={any}
          spellcheck={false}
        />
      </Group>
      {/* K12: never asked from whoever is signed in. */}
      {!optional && (
        <details open={idsWrong || Boolean(fields.snils || fields.inn)}>
          <summary>{t.ids}</summary>
          <div>
            <p>{t.idsHint}.</p>
            <Field name="snils" label={t.snils} value={fields.snils} inputmode="numeric" autocomplete="off" troubles={troubles} optional short mono />
            <Field name="inn" label={t.inn} value={fields.inn} inputmode="numeric" autocomplete="off" troubles={troubles} optional short mono />
          </div>
        </details>
      )}
    </>
  )
}

/** PREP-4: soft advice on what is already written; it never stands in the way. */
export function Hints({ draft }: { draft: Draft }) {
  const t = useTexts().form
  const said = draft.hints.map(({ code }) => textOf(t, `hint.${code}`, '')).filter((text) => text !== '')
  if (said.length === 0) return null
  return (
    <Card title={t.hints} icon="info-circle">
      <ul>
        {said.map((text) => (
          <li key={text}>{text}.</li>
        ))}
      </ul>
      <p class="faint">{t.hintsNote}</p>
    </Card>
  )
}

/** The first step is left to its own page; everything else of the words is answered here. */
export const ofDetails = (refused: Refused[]): Refused[] => refused.filter(({ field }) => !['topic', 'kind', 'files'].includes(field))
const isChosen = (draft: Draft): boolean => !draft.problems.some(isOfTopic)

export const knownOf = async (api: Api, site: Site): Promise<Known[] | undefined> => (site.me ? (await api.call(myAccount)).contacts : undefined)

export const detailsStep = pages({
  'GET /requests/new/details': async ({ api, query, site }) => {
    const draft = await api.call(readDraft)
    if (!isChosen(draft)) return redirect('/requests/new/topic')
    // Sent here by the check page: what is missing is shown at once.
    return page(<DetailsStep draft={draft} known={await knownOf(api, site)} refused={query['errors'] === '1' ? ofDetails(draft.problems) : []} />)
  },
  'POST /requests/new/details': async ({ api, body, site }) => {
    const { draft, refused } = await saveStep(api, { ...typed(body, draftFields), lang: site.lang })
    const cookies = [body.get('shared') === '1' ? cookie('shared', '1', undefined) : cookie('shared', '', 0)]
    if (refused.length > 0) return page(<DetailsStep draft={draft} known={await knownOf(api, site)} refused={refused} />, 422, cookies)
    if (body.get('then') === 'leave') return redirect('/', 'draft-saved', cookies)
    if (body.get('then') === 'sign-in') return redirect(`/sign-in?${new URLSearchParams({ next: '/requests/new/details' })}`, 'draft-kept', cookies)
    // The draft holds even what is refused, so the errors are shown by a GET: reloading them sends nothing again.
    if (ofDetails(draft.problems).length > 0) return redirect('/requests/new/details?errors=1', undefined, cookies)
    return redirect('/requests/new/files', undefined, cookies)
  },
})
