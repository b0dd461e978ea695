import type { DraftFields } from '#contract/drafts'
import { readDraft } from '#contract/drafts'
import { formKinds, type Topic, topics } from '#contract/topics'
import { page, pages, redirect } from '../../glue/pages.ts'
import { type Site, useSite } from '../../glue/site-context.ts'
import { Field, Group, Radios, type Refused, useTroubles } from '../../parts/form.tsx'
import { FormHelp } from '../../parts/form-help.tsx'
import { Frame } from '../../parts/frame.tsx'
import { useHref, useTexts } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'
import { moment } from '../../words.ts'
import { Autosave, SaveLine, saveStep, typed } from './saving.tsx'

const groupNames = ['access', 'data', 'service', 'tech', 'mfc', 'general'] as const
type TopicGroup = (typeof groupNames)[number]
/** Where a topic stands in the list, when that is not the word before its dot. */
const groupOf = (topic: Topic): TopicGroup =>
  topic === 'account.suspicious' ? 'access' : topic === 'documents.external' ? 'service' : (topic.split('.')[0] as TopicGroup)

function TopicStep({ fields, savedAt, refused }: { fields: DraftFields; savedAt: string | null; refused: Refused[] }) {
  const { agency } = useSite()
  const t = useTexts()
  const href = useHref()
  const troubles = useTroubles()(refused)
  const served = new Set<string>(agency.topics.map((topic) => topic.id))
  // All in sight: radio buttons folded away take the others out of the keyboard's reach.
  const groups = groupNames
    .map((group) => ({ group, own: topics.filter((topic) => served.has(topic) && groupOf(topic) === group) }))
    .filter(({ own }) => own.length > 0)
  return (
    <Frame title={t.form.topicTitle} step={fill(t.form.step, { n: 1 })} back="/" troubles={troubles}>
      <FormHelp form="topic" />
      <Autosave>
        <form method="post" action={href('/requests/new/topic')} data-draft>
          <Field name="subject" label={t.form.subject} hint={t.form.subjectHint} value={fields.subject} troubles={troubles} autocomplete="off" />
          <Group name="kind" legend={t.form.kind} troubles={troubles}>
            <Radios name="kind" chosen={fields.kind} choices={formKinds.map((kind) => ({ value: kind, label: t.form[`kind.${kind}`] }))} />
          </Group>
          <Group name="topic" legend={t.form.topic} hint={t.form.topicHint} troubles={troubles}>
            <div class="groups">
              {groups.map(({ group, own }, at) => (
                <fieldset class="group" key={group}>
                  <legend>{t.topics[`g.${group}`]}</legend>
                  <Radios name="topic" first={at === 0} chosen={fields.topic} choices={own.map((topic) => ({ value: topic, label: t.topics[topic] }))} />
                </fieldset>
              ))}
            </div>
          </Group>
          {fields.errorCode && <input type="hidden" name="errorCode" value={fields.errorCode} />}
          {fields.errorAt && <input type="hidden" name="errorAt" value={fields.errorAt} />}
          <SaveLine savedAt={savedAt} />
          <div class="buttons">
            <button class="main" type="submit">
              {t.form.continue}
            </button>
          </div>
        </form>
      </Autosave>
    </Frame>
  )
}

const known = (value: string | undefined, all: readonly string[]): string | undefined => (value !== undefined && all.includes(value) ? value : undefined)
/** An error page sends its code and time along (TECH-1); both are shown to the person again before they are sent. */
function fromErrorPage({ error = '', at = '' }: Record<string, string | undefined>, { agency, lang, now }: Site): DraftFields {
  const when = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(at) ? new Date(at) : undefined
  return {
    ...(/^[\w-]{1,40}$/.test(error) ? { errorCode: error } : {}),
    ...(when && !Number.isNaN(when.getTime()) ? { errorAt: moment(when, agency.zone, lang, now, true) } : {}),
  }
}

export const isOfTopic = ({ field }: Refused): boolean => field === 'topic' || field === 'kind'

export const topicStep = pages({
  'GET /requests/new/topic': async ({ api, query, site }) => {
    const draft = await api.call(readDraft)
    const topic = known(query['topic'], topics)
    const fields = { ...draft.fields, ...(topic ? { topic, kind: draft.fields.kind ?? 'problem' } : {}), ...fromErrorPage(query, site) }
    return page(<TopicStep fields={fields} savedAt={draft.savedAt} refused={query['errors'] === '1' ? draft.problems.filter(isOfTopic) : []} />)
  },
  'POST /requests/new/topic': async ({ api, body }) => {
    const { draft, refused } = await saveStep(api, typed(body, ['subject', 'kind', 'topic', 'errorCode', 'errorAt']))
    if (refused.length > 0) return page(<TopicStep fields={draft.fields} savedAt={draft.savedAt} refused={refused} />, 422)
    return redirect(draft.problems.some(isOfTopic) ? '/requests/new/topic?errors=1' : '/requests/new/details')
  },
})
