import { Button } from '@mantine/core'
import { Link } from 'react-router'
import type { DeskLine } from '#contract/desk'
import { ClassChip, StatusChip } from '../../parts/chips.tsx'
import { DeadlineChip } from '../../parts/deadline-chip.tsx'
import { useFormat } from '../../parts/format.ts'
import table from '../../parts/listing.module.css'
import { Scroller } from '../../parts/scroller.tsx'
import { useTexts } from '../../texts/texts.tsx'
import css from './inbox.module.css'
import { digitsOf } from './queries.ts'
import { useTake } from './take.ts'
import { useRowKeys } from './use-row-keys.ts'

export function InboxTable({ lines, query }: { lines: DeskLine[]; query: string }) {
  const { t } = useTexts()
  const format = useFormat()
  const take = useTake()
  const { active, setActive, onKeyDown } = useRowKeys(lines.length)
  return (
    <Scroller label={t('frame.inbox')}>
      <table className={table.table} onKeyDown={onKeyDown}>
        <caption className={css.caption}>{t('tickets.order')}</caption>
        <thead>
          <tr>
            {(['due', 'subject', 'topic', 'status', 'channel', 'holder', 'since'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`tickets.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr key={line.id}>
              <td className={css.due}>
                <DeadlineChip due={{ ...line, state: line.dueState }} /> <ClassChip line={line} />
              </td>
              <td className={css.what}>
                <Link data-row to={`/requests/${digitsOf(line.number)}${query}`} tabIndex={index === active ? 0 : -1} onFocus={() => setActive(index)}>
                  {line.subject}
                </Link>
                <span className="faint nowrap">{line.number}</span>
              </td>
              <td className={css.short}>{t(`words.topic.${line.topic}`)}</td>
              <td>
                <StatusChip status={line.status} />
              </td>
              <td>{t(`words.channel.${line.channel}`)}</td>
              <td className={css.holder}>
                {line.holder ? (
                  line.holder.name
                ) : (
                  <>
                    <span className="faint">{t(`words.team.${line.team}`)}</span>{' '}
                    {line.dueState !== 'done' && (
                      <Button
                        size="compact-sm"
                        variant="default"
                        tabIndex={index === active ? 0 : -1}
                        aria-label={t('tickets.take-number', { number: line.number })}
                        onClick={() => take(line)}
                      >
                        {t('tickets.take')}
                      </Button>
                    )}
                  </>
                )}
              </td>
              <td className="nowrap">{format.stamp(line.receivedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  )
}
