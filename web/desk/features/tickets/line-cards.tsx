import { Link, useParams } from 'react-router'
import type { DeskLine } from '#contract/desk'
import { ClassChip, StatusChip } from '../../parts/chips.tsx'
import { DeadlineChip } from '../../parts/deadline-chip.tsx'
import { useTexts } from '../../texts/texts.tsx'
import css from './line-cards.module.css'
import { digitsOf } from './queries.ts'
import { useRowKeys } from './use-row-keys.ts'

/** The list as cards: on narrow screens and in the list pane of the workplace. */
export function LineCards({ lines, query }: { lines: DeskLine[]; query: string }) {
  const { t } = useTexts()
  const open = useParams().number
  const openAt = lines.findIndex((line) => digitsOf(line.number) === open)
  const { active, setActive, onKeyDown } = useRowKeys(lines.length)
  const tabStop = openAt >= 0 && active === 0 ? openAt : active
  return (
    <ul className={css.list} onKeyDown={onKeyDown}>
      {lines.map((line, index) => (
        <li key={line.id}>
          <Link
            data-row
            className={css.card}
            to={`/requests/${digitsOf(line.number)}${query}`}
            aria-current={index === openAt ? 'page' : undefined}
            tabIndex={index === tabStop ? 0 : -1}
            onFocus={() => setActive(index)}
          >
            <span className={css.chips}>
              <DeadlineChip due={{ ...line, state: line.dueState }} /> <ClassChip line={line} />
            </span>
            <span className={css.subject}>{line.subject}</span>
            <span className={css.meta}>
              <span className="nowrap">{line.number}</span>
              <StatusChip status={line.status} />
            </span>
            <span className="faint">{line.holder?.name ?? t(`words.team.${line.team}`)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
