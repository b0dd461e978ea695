import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Measures } from '#contract/learning'
import { useFormat } from '../../parts/format.ts'
import { Listing, RowHead } from '../../parts/listing.tsx'
import { Loaded } from '../../parts/loading.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { precisionOf, summedByTopic, tooFew } from './precision.ts'
import { measuresQuery } from './queries.ts'

/** How much the assistant answers, how strange the messages are to it, and how often it was right. */
export function QualityPart() {
  const asked = useQuery(measuresQuery)
  return <Loaded asked={asked}>{(measures) => <Quality measures={measures} />}</Loaded>
}

function Quality({ measures: { weeks, topics } }: { measures: Measures }) {
  const { t } = useTexts()
  const format = useFormat()
  const [week, setWeek] = useState('')
  if (weeks.length === 0) return <p role="status">{t('learning.quality-none')}</p>
  /** A share of few says nothing. */
  const share = (count: number, of: number) => (of < tooFew ? t('learning.few') : t('learning.share', { percent: Math.round((100 * count) / of) }))
  return (
    <>
      <h2>{t('learning.coverage')}</h2>
      <p className="muted">{t('learning.coverage-hint')}</p>
      <Listing
        label={t('learning.coverage')}
        columns={(['week', 'heard', 'answered', 'suggested', 'asked', 'handed-over', 'unseen'] as const).map((column) => t(`learning.column.${column}`))}
      >
        {weeks.toReversed().map((one) => (
          <tr key={one.week}>
            <RowHead>{format.day(one.week)}</RowHead>
            <td>{one.heard}</td>
            {[one.answered, one.suggested, one.asked, one.handedOver, one.unseen * one.heard].map((count, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns never change places
              <td key={i}>{share(count, one.heard)}</td>
            ))}
          </tr>
        ))}
      </Listing>
      <h2>{t('learning.precision')}</h2>
      <p className="muted">{t('learning.precision-hint')}</p>
      <NativeSelect
        label={t('learning.period')}
        maw={320}
        mb="sm"
        value={week}
        data={[
          { value: '', label: t('learning.period-all', { count: weeks.length }) },
          ...weeks.toReversed().map((one) => ({ value: one.week, label: t('learning.period-week', { day: format.day(one.week) }) })),
        ]}
        onChange={(event) => setWeek(event.currentTarget.value)}
      />
      <Listing
        label={t('learning.precision')}
        columns={(['topic', 'helped', 'not-helped', 'confirmed', 'corrected', 'precision'] as const).map((column) => t(`learning.column.${column}`))}
      >
        {summedByTopic(topics, week).map((one) => {
          const precision = precisionOf(one)
          return (
            <tr key={one.topic}>
              <RowHead>{t(`knowledge.topic.${one.topic as 'two_factor'}`)}</RowHead>
              <td>{one.helped}</td>
              <td>{one.notHelped}</td>
              <td>{one.confirmed}</td>
              <td>{one.corrected}</td>
              <td>{precision === null ? t('learning.few') : t('learning.share', { percent: Math.round(100 * precision) })}</td>
            </tr>
          )
        })}
      </Listing>
    </>
  )
}
