import { type Draft, readDraft } from '#contract/drafts'
import { cookie } from '../../glue/cookies.ts'
import { page, pages, redirect } from '../../glue/pages.ts'
import { useSite } from '../../glue/site-context.ts'
import { Field, Group, type Refused, type Trouble, useTroubles } from '../../parts/form.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Card, useHref, useTexts } from '../../parts/small.tsx'
import { fill, textOf } from '../../texts/texts.ts'
import { Checklist } from './prepare.tsx'
import { Autosave, draftFields, SaveLine, saveStep, typed } from './saving.tsx'
import { isOfTopic } from './topic.tsx'

function DetailsStep({ draft, refused }: { draft: Draft; refused: Refused[] }) {
  const { shared } = useSite()
  const t = useTexts()
  const href = useHref()
  const troubles = useTroubles()(refused)
  const { fields } = draft
  const plain = { autocomplete: 'off', troubles }
  return (
    <Frame title={t.form.detailsTitle} step={fill(t.form.step, { n: 2 })} back="/requests/new/topic" troubles={troubles}>
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
          <Contacts draft={draft} troubles={troubles} />
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
          </div>
        </form>
      </Autosave>
    </Frame>
  )
}

function Contacts({ draft, troubles }: { draft: Draft; troubles: Trouble[] }) {
  const { agency } = useSite()
  const t = useTexts().form
  const { fields } = draft
  const any = agency.contactRequired === 'any'
  const idsWrong = troubles.some(({ field }) => field === 'snils' || field === 'inn')
  return (
    <>
      <Group name="contact" legend={t.contacts} {...(any ? { hint: t.contactAny } : {})} troubles={troubles}>
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
      <details open={idsWrong || Boolean(fields.snils || fields.inn)}>
        <summary>{t.ids}</summary>
        <div>
          <p>{t.idsHint}.</p>
          <Field name="snils" label={t.snils} value={fields.snils} inputmode="numeric" autocomplete="off" troubles={troubles} optional short mono />
          <Field name="inn" label={t.inn} value={fields.inn} inputmode="numeric" autocomplete="off" troubles={troubles} optional short mono />
        </div>
      </details>
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

export const detailsStep = pages({
  'GET /requests/new/details': async ({ api, query }) => {
    const draft = await api.call(readDraft)
    if (!isChosen(draft)) return redirect('/requests/new/topic')
    // Sent here by the check page: what is missing is shown at once.
    return page(<DetailsStep draft={draft} refused={query['errors'] === '1' ? ofDetails(draft.problems) : []} />)
  },
  'POST /requests/new/details': async ({ api, body, site }) => {
    const { draft, refused } = await saveStep(api, { ...typed(body, draftFields), lang: site.lang })
    const cookies = [body.get('shared') === '1' ? cookie('shared', '1', undefined) : cookie('shared', '', 0)]
    if (refused.length > 0) return page(<DetailsStep draft={draft} refused={refused} />, 422, cookies)
    if (body.get('then') === 'leave') return redirect('/', 'draft-saved', cookies)
    // The draft holds even what is refused, so the errors are shown by a GET: reloading them sends nothing again.
    if (ofDetails(draft.problems).length > 0) return redirect('/requests/new/details?errors=1', undefined, cookies)
    return redirect('/requests/new/files', undefined, cookies)
  },
})
