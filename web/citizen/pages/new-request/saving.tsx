import type { ComponentChildren } from 'preact'
import { type Draft, type DraftFields, readDraft, saveDraft } from '#contract/drafts'
import { type Api, ApiProblem } from '../../glue/api.ts'
import { useSite } from '../../glue/site-context.ts'
import type { Refused } from '../../parts/form.tsx'
import { Icon, Script, useTexts } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'
import { clock, zoneName } from '../../words.ts'

export const draftFields = [
  'topic',
  'kind',
  'subject',
  'description',
  'desiredOutcome',
  'relatedNumber',
  'errorCode',
  'errorAt',
  'name',
  'phone',
  'email',
  'snils',
  'inn',
  'zone',
] as const satisfies (keyof DraftFields)[]

/** The named fields of a form as typed. Browsers send line ends as CR LF, which would count twice against the limits. */
export const typed = (body: URLSearchParams, names: readonly (typeof draftFields)[number][]): DraftFields =>
  Object.fromEntries(names.flatMap((name) => (body.has(name) ? [[name, (body.get(name) as string).replaceAll('\r\n', '\n')]] : [])))

/** "Draft saved at 14:05"; the script keeps it true, and says when the draft is only on this device. */
export function SaveLine({ savedAt }: { savedAt: string | null }) {
  const { agency, lang } = useSite()
  const t = useTexts().form
  const at = savedAt === null ? undefined : new Date(savedAt)
  return (
    <p class="faint" data-saved={t.savedAt} role="status">
      {at && fill(t.savedAt, { time: `${clock(at, agency.zone, lang)} ${zoneName(at, agency.zone, lang)}` })}
    </p>
  )
}

/** Around a form whose words are kept 2 s after each pause: on the server, or on the device when there is no network. */
export function Autosave({ children }: { children: ComponentChildren }) {
  const { agency, lang, shared, now } = useSite()
  const t = useTexts().form
  return (
    <div data-autosave data-zone={agency.zone} data-zone-name={zoneName(now, agency.zone, lang)} data-shared={shared ? 'yes' : undefined}>
      <p class="band" hidden data-band data-local={t.savedLocal} data-none={t.notSaved} role="status">
        <Icon name="wifi-off" />
        <span />
      </p>
      <p class="flash" hidden data-restored role="status">
        {t.restored}
      </p>
      {children}
      <Script name="draft" />
    </div>
  )
}

/**
 * Saves a step. Words that no draft may hold (far too long, control characters) are refused by the API as a whole:
 * then `refused` names the fields, and `draft` shows what was typed over what is kept.
 */
export async function saveStep(api: Api, fields: DraftFields): Promise<{ draft: Draft; refused: Refused[] }> {
  try {
    return { draft: await api.call(saveDraft, { body: fields }), refused: [] }
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.problem.kind !== 'invalid' || !error.problem.fields) throw error
    const kept = await api.call(readDraft)
    const refused = error.problem.fields.map(({ field, code }) => ({ field, code: code === 'schema.maxLength' ? `${field}.too-long` : 'other' }))
    return { draft: { ...kept, fields: { ...kept.fields, ...fields } }, refused }
  }
}
