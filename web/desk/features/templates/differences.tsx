import { VisuallyHidden } from '@mantine/core'
import type { Lang } from '#contract/common'
import type { Template, TemplateSide } from '#contract/notice-templates'
import { useTexts } from '../../texts/texts.tsx'
import { difference } from './difference.ts'
import { namedPlaces } from './named-places.ts'
import { sidesOf } from './queries.ts'
import css from './templates.module.css'

const fields = ['subject', 'body', 'sms', 'push.title', 'push.text'] as const
const said = ({ subject, body, sms, push }: TemplateSide): Record<(typeof fields)[number], string> => ({
  subject,
  body,
  sms: sms ?? '',
  'push.title': push?.title ?? '',
  'push.text': push?.text ?? '',
})

/** What a version changes against what is sent now. */
export function Differences({ template, version, lang }: { template: Template; version: number; lang: Lang }) {
  const { t } = useTexts()
  if (version === template.releasedVersion) return null
  const now = said(sidesOf(template, template.releasedVersion)[lang])
  const then = said(sidesOf(template, version)[lang])
  const changed = fields.filter((field) => now[field] !== then[field])
  return (
    <div>
      <h3>{t('templates.difference')}</h3>
      {changed.length === 0 && <p className="muted">{t('templates.same')}</p>}
      {changed.map((field) => (
        <div key={field}>
          <div className="muted">{t(`templates.field.${field}`)}</div>
          <p className={css.difference} lang={lang}>
            {difference(namedPlaces(now[field]), namedPlaces(then[field])).map(({ what, text }, at) => {
              const key = `${at} ${what}`
              if (what === 'same') return <span key={key}>{text}</span>
              const Mark = what === 'added' ? 'ins' : 'del'
              return (
                <Mark key={key}>
                  <VisuallyHidden>{t(`templates.${what}`)} </VisuallyHidden>
                  {text}
                </Mark>
              )
            })}
          </p>
        </div>
      ))}
    </div>
  )
}
