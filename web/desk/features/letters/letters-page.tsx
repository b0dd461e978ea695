import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LetterLine } from '#contract/letters'
import frame from '../../frame/frame.module.css'
import { useFormat } from '../../parts/format.ts'
import { Loaded } from '../../parts/loading.tsx'
import { PageTitle } from '../../parts/page.tsx'
import { LetterTexts } from '../../texts/letter-texts.tsx'
import { useTexts } from '../../texts/texts.tsx'
import views from '../tickets/inbox.module.css'
import { Decision } from './decision.tsx'
import css from './letters.module.css'
import { listQuery } from './queries.ts'

export function Page() {
  return (
    <LetterTexts>
      <Letters />
    </LetterTexts>
  )
}

/** What waits for a person, and what was dropped; senders are masked until a letter is opened. */
function Letters() {
  const { t } = useTexts()
  const [show, setShow] = useState<'quarantine' | 'dropped'>('quarantine')
  const [open, setOpen] = useState<LetterLine | null>(null)
  const asked = useQuery(listQuery(show))
  return (
    <div className={frame.page} data-pane tabIndex={-1}>
      <PageTitle>{t('letters.title')}</PageTitle>
      {open ? (
        <Decision line={open} onClose={() => setOpen(null)} />
      ) : (
        <>
          <p className="muted">{t('letters.hint')}</p>
          <nav className={views.views} aria-label={t('letters.parts')}>
            {(['quarantine', 'dropped'] as const).map((one) => (
              <Button key={one} variant={one === show ? 'filled' : 'default'} aria-pressed={one === show} onClick={() => setShow(one)}>
                {t(`letters.show.${one}`)}
              </Button>
            ))}
          </nav>
          <Loaded asked={asked}>
            {({ items }) =>
              items.length === 0 ? (
                <p>{t(`letters.none.${show}`)}</p>
              ) : (
                <ul className={css.list}>
                  {items.map((line) => (
                    <Line key={line.id} line={line} onOpen={() => setOpen(line)} />
                  ))}
                </ul>
              )
            }
          </Loaded>
        </>
      )}
    </div>
  )
}

function Line({ line, onOpen }: { line: LetterLine; onOpen: () => void }) {
  const { t } = useTexts()
  const format = useFormat()
  return (
    <li className={css.item}>
      <span className={css.grow}>
        <strong>{t(`letters.reason.${line.reason as 'empty'}`)}</strong>
        <br />
        {line.from ?? t('letters.unknown-sender')}
      </span>
      <time dateTime={line.at} title={format.longTime(line.at)}>
        {format.stamp(line.at)}
      </time>
      <Button size="compact-sm" variant="default" onClick={onOpen} aria-label={`${t('letters.open')}: ${t(`letters.reason.${line.reason as 'empty'}`)}`}>
        {t('letters.open')}
      </Button>
    </li>
  )
}
