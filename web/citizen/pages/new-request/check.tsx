import { randomUUID } from 'node:crypto'
import { checkDraft, type DraftCheck, readDraft, submitDraft } from '#contract/drafts'
import { ApiProblem } from '../../glue/api.ts'
import { page, pages, redirect } from '../../glue/pages.ts'
import { WhyDate } from '../../parts/due.tsx'
import { FileList } from '../../parts/files.tsx'
import { Group, Radios } from '../../parts/form.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Around, Card, Icon, useHref, useTexts, useWhen } from '../../parts/small.tsx'
import { fill, textOf } from '../../texts/texts.ts'
import { Hints, type Known, knownOf } from './details.tsx'

interface CheckProps {
  check: DraftCheck
  known: Known[] | undefined
  idempotency: string
  failedCode?: string
}

/** `idempotency` stays the same when the page is sent twice: a double press makes one request (FORM-9). */
function CheckStep({ check, known, idempotency, failedCode }: CheckProps) {
  const t = useTexts()
  const href = useHref()
  const when = useWhen()
  const { due, similar } = check
  return (
    <Frame title={t.form.checkTitle} step={fill(t.form.step, { n: 4 })} back="/requests/new/files">
      {failedCode && (
        <Card tone="warn" icon="alert-triangle" title={t.form.notSent}>
          <p role="alert">{fill(t.form.notSentWhy, { code: failedCode })}</p>
        </Card>
      )}
      <Answers check={check} known={known} />
      <Masked kinds={check.masked} notYet />
      <Hints draft={check.draft} />
      <form method="post" action={href('/requests/new/check')}>
        <input type="hidden" name="key" value={idempotency} />
        {similar.length > 0 && (
          <Card tone="warn">
            <Group name="addTo" legend={t.form.similar}>
              <Radios
                name="addTo"
                chosen="new"
                choices={[
                  ...similar.map(({ number, subject, receivedAt }) => ({
                    value: number,
                    label: fill(t.form.similarAdd, { number, subject, time: when(receivedAt) }),
                  })),
                  { value: 'new', label: t.form.similarNew },
                ]}
              />
            </Group>
          </Card>
        )}
        <Card title={t.form.promise} icon="calendar-due" tone="lead">
          <p>{fill(t.form.firstBy, { time: when(due.firstResponseBy) })}</p>
          <p>
            <strong>{fill(t.form.dueBy, { time: when(due.dueAt) })}</strong>
          </p>
          <WhyDate why={due.why} notYet />
        </Card>
        <p class="faint">
          <Around text={t.form.sendNote} name="link">
            <a href={href('/privacy')}>{t.frame.privacy}</a>
          </Around>
        </p>
        <div class="buttons">
          <button class="main" type="submit">
            <Icon name="send" />
            {t.form.send}
          </button>
        </div>
      </form>
    </Frame>
  )
}

function Answers({ check, known }: { check: DraftCheck; known: Known[] | undefined }) {
  const t = useTexts()
  const { fields, files } = check.draft
  const to = (field: string) => `/requests/new/details#${field}`
  const kind = fields.kind ? textOf(t.form, `kind.${fields.kind}`, '') : ''
  const own = (kind: 'phone' | 'email') => fields[kind] || known?.find((contact) => contact.kind === kind)?.masked
  const contacts = [fields.name, own('phone'), own('email')].filter(Boolean).join('\n')
  return (
    <dl class="rows">
      <Row name={t.form.topic} to="/requests/new/topic">
        {textOf(t.topics, fields.topic ?? '', t.form.rowNone)}
        {kind && `. ${kind}`}
      </Row>
      <Row name={t.form.rowWhat} to={to('subject')}>
        {fields.subject}
      </Row>
      <Row name={t.form.rowDescription} to={to('description')}>
        {fields.description}
      </Row>
      <Row name={t.form.desiredOutcome} to={to('desiredOutcome')}>
        {fields.desiredOutcome || t.form.rowNone}
      </Row>
      {fields.relatedNumber && (
        <Row name={t.form.relatedNumber} to={to('relatedNumber')}>
          {fields.relatedNumber}
        </Row>
      )}
      {fields.errorCode && (
        <Row name={t.form.errorCode} to={to('errorCode')}>
          {[fields.errorCode, fields.errorAt].filter(Boolean).join(', ')}
        </Row>
      )}
      <Row name={t.form.rowFiles} to="/requests/new/files">
        {files.length > 0 ? <FileList files={files} /> : t.form.rowNoFiles}
      </Row>
      <Row name={t.form.rowContacts} to={to('name')}>
        {contacts}
      </Row>
      {(fields.snils || fields.inn) && (
        <Row name={t.form.ids} to={to('snils')}>
          {[fields.snils, fields.inn].filter(Boolean).join('\n')}
        </Row>
      )}
    </dl>
  )
}

function Row({ name, to, children }: { name: string; to: string; children: preact.ComponentChildren }) {
  const t = useTexts().form
  const href = useHref()
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
      <dd class="act">
        <a href={href(to)}>
          {t.change}
          <span class="unseen">: {name}</span>
        </a>
      </dd>
    </div>
  )
}

/** The citizen is told which secrets were found; on the check page they are still in the draft. */
export function Masked({ kinds, notYet }: { kinds: string[]; notYet?: boolean }) {
  const t = useTexts().form
  if (kinds.length === 0) return null
  const names = [...new Set(kinds.map((kind) => textOf(t, `mask.${kind}`, t['mask.other'])))]
  return (
    <Card tone="warn" icon="shield-check" title={notYet ? t.masking : t.masked}>
      <p>{fill(notYet ? t.maskingNote : t.maskedNote, { kinds: names.join(', ') })}</p>
    </Card>
  )
}

const keyShape = /^[0-9a-f-]{36}$/

export const checkStep = pages({
  'GET /requests/new/check': async ({ api, site }) => {
    const draft = await api.call(readDraft)
    if (draft.problems.length > 0) return redirect('/requests/new/details?errors=1')
    return page(<CheckStep check={await api.call(checkDraft)} known={await knownOf(api, site)} idempotency={randomUUID()} />)
  },
  'POST /requests/new/check': async ({ api, body, site }) => {
    const sent = body.get('key') ?? ''
    const key = keyShape.test(sent) ? sent : randomUUID()
    const addTo = body.get('addTo')
    const into = addTo && addTo !== 'new' ? addTo : undefined
    try {
      const receipt = await api.call(submitDraft, { key, body: into ? { addTo: into } : {} })
      return into ? redirect(`/requests/${receipt.number}`, 'added') : redirect(`/requests/${receipt.number}/received`)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      if (error.problem.kind === 'invalid' || error.problem.kind === 'unprocessable') return redirect('/requests/new/details?errors=1')
      // Sent already from another tab or by an earlier press: the list shows where it went.
      if (error.problem.code === 'draft.empty') return redirect('/requests')
      // REG-6: storage down refuses the submission with clear words; the draft is still there to be sent with the same key.
      if (error.status < 500) throw error
      return page(<CheckStep check={await api.call(checkDraft)} known={await knownOf(api, site)} idempotency={key} failedCode={error.problem.errorCode} />, 503)
    }
  },
})
