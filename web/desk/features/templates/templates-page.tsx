import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { TemplateLine } from '#contract/notice-templates'
import frame from '../../frame/frame.module.css'
import { Chip } from '../../parts/chip.tsx'
import { useFormat } from '../../parts/format.ts'
import { Listing, RowHead } from '../../parts/listing.tsx'
import { Loaded } from '../../parts/loading.tsx'
import { PageTitle } from '../../parts/page.tsx'
import { TemplateTexts } from '../../texts/template-texts.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { namedPlaces } from './named-places.ts'
import { templatesQuery } from './queries.ts'

export function Page() {
  return (
    <TemplateTexts>
      <Templates />
    </TemplateTexts>
  )
}

/** Every event that people are written to about, and whose words are sent. */
function Templates() {
  const { t } = useTexts()
  const asked = useQuery(templatesQuery)
  const [q, setQ] = useState('')
  return (
    <div className={frame.page} data-pane tabIndex={-1}>
      <PageTitle>{t('templates.title')}</PageTitle>
      <p className="muted">{t('templates.hint')}</p>
      <TextInput label={t('templates.find')} value={q} maw={420} mb="sm" onChange={(event) => setQ(event.currentTarget.value)} />
      <Loaded asked={asked}>{({ items }) => <Events items={items.filter((one) => fits(one, q))} />}</Loaded>
    </div>
  )
}

const fits = ({ event, name, subjects }: TemplateLine, q: string) =>
  [event, name.ru, name.en, subjects.ru, subjects.en].some((one) => one.toLowerCase().includes(q.trim().toLowerCase()))

function Events({ items }: { items: TemplateLine[] }) {
  const { t, lang } = useTexts()
  const format = useFormat()
  if (items.length === 0) return <p role="status">{t('templates.none')}</p>
  return (
    <Listing label={t('templates.title')} columns={(['event', 'channels', 'state', 'changed'] as const).map((column) => t(`templates.column.${column}`))}>
      {items.map(({ event, name, subjects, audience, channels, optionalChannels, mandatory, version, releasedVersion, changedAt }) => (
        <tr key={event}>
          <RowHead>
            <Link to={`/templates/${event}`}>{name[lang]}</Link>
            <div className="muted">{namedPlaces(subjects[lang])}</div>
          </RowHead>
          <td>
            {channels.map((one) => t(`templates.channel.${one}`)).join(', ')}
            <div className="muted">
              {[
                ...(mandatory ? [t('templates.mandatory')] : []),
                ...(audience === 'staff' ? [t('templates.for-staff')] : []),
                ...optionalChannels.map((one) => t('templates.optional', { channel: t(`templates.channel.${one}`) })),
              ].join(', ')}
            </div>
          </td>
          <td>
            <Chip icon="circle-check" tone={releasedVersion ? 'info' : 'ok'}>
              {t(releasedVersion ? 'templates.state.own' : 'templates.state.default')}
            </Chip>
            {version > releasedVersion && <div className="muted">{t('templates.state.waits')}</div>}
          </td>
          <td>{changedAt ? format.stamp(changedAt) : ''}</td>
        </tr>
      ))}
    </Listing>
  )
}
