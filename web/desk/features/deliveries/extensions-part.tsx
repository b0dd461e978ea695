import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { ServedExtension } from '#contract/deliveries'
import { Chip } from '../../parts/chip.tsx'
import { useFormat } from '../../parts/format.ts'
import { Listing, RowHead } from '../../parts/listing.tsx'
import { Loaded } from '../../parts/loading.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { extensionsQuery } from './queries.ts'

const THREE_MONTHS_MS = 91 * 86_400_000
const looks = {
  'in-time': { icon: 'circle-check', tone: 'ok' },
  waiting: { icon: 'progress-help', tone: 'warn' },
  late: { icon: 'alert-triangle', tone: 'danger' },
  none: { icon: 'alert-triangle', tone: 'danger' },
} as const

/** SLA-5: an extension that the citizen was not told of in time is no extension; those come first. */
export function ExtensionsPart() {
  const { t } = useTexts()
  const [from, setFrom] = useState(() => new Date(Date.now() - THREE_MONTHS_MS).toISOString().slice(0, 10))
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(from)
  const asked = useQuery({ ...extensionsQuery(from), enabled: isDay })
  return (
    <div>
      <h2>{t('deliveries.extensions')}</h2>
      <p className="muted">{t('deliveries.extensions-hint')}</p>
      <TextInput type="date" label={t('deliveries.from')} value={from} maw={200} mb="sm" onChange={(event) => setFrom(event.currentTarget.value)} />
      {isDay && (
        <Loaded asked={asked}>
          {({ items, counts }) => (
            <>
              <p>{counts.all === 0 ? t('deliveries.extensions-none') : t('deliveries.extensions-said', counts)}</p>
              {items.length > 0 && <Extensions items={items} />}
            </>
          )}
        </Loaded>
      )}
    </div>
  )
}

function Extensions({ items }: { items: ServedExtension[] }) {
  const { t, maybe } = useTexts()
  const format = useFormat()
  return (
    <Listing
      label={t('deliveries.extensions')}
      columns={(['request', 'old', 'new', 'reason', 'served', 'state'] as const).map((column) => t(`deliveries.column.${column}`))}
    >
      {items.map(({ number, at, reason, oldDueAt, newDueAt, servedAt, channel, state }) => (
        <tr key={`${number} ${at}`}>
          <RowHead>
            <Link to={`/requests/${number.replaceAll(/\D/g, '')}`}>{number}</Link>
          </RowHead>
          <td>{format.stamp(oldDueAt)}</td>
          <td>{format.stamp(newDueAt)}</td>
          <td>{maybe(`words.extension.${reason}`) ?? maybe(`words.reason.${reason}`) ?? reason}</td>
          <td>{servedAt && channel && `${format.stamp(servedAt)}, ${t(`deliveries.channel.${channel}`)}`}</td>
          <td>
            <Chip {...looks[state]}>{t(`deliveries.extension.${state}`)}</Chip>
          </td>
        </tr>
      ))}
    </Listing>
  )
}
