import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TicketLetter } from '#contract/letters'
import { Chip } from '../../parts/chip.tsx'
import { Loaded } from '../../parts/loading.tsx'
import { LetterTexts } from '../../texts/letter-texts.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { LetterView } from './letter-view.tsx'
import css from './letters.module.css'
import { openedOfTicketQuery } from './queries.ts'

/** Beside a message that came by mail: whether its sender is proved, and the letter itself. */
export function MailMark({ number, letter }: { number: string; letter: TicketLetter }) {
  return (
    <LetterTexts>
      <Mark number={number} letter={letter} />
    </LetterTexts>
  )
}

function Mark({ number, letter }: { number: string; letter: TicketLetter }) {
  const { t } = useTexts()
  const [open, setOpen] = useState(false)
  return (
    <>
      <div className={css.mark}>
        <Chip icon={letter.proved ? 'circle-check' : 'progress-help'} tone={letter.proved ? 'ok' : 'warn'}>
          {t(letter.proved ? 'letters.verified' : 'letters.not-verified')}
        </Chip>
        <span className="muted">
          {letter.from}. {t(`letters.proof.${letter.proof.aligned ? 'pass' : letter.proof.dmarc === 'fail' ? 'fail' : 'none'}`)}.
          {letter.proved ? '' : ` ${t('letters.not-verified-hint')}.`}
        </span>
        <Button size="compact-sm" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'letters.hide' : 'letters.see')}
        </Button>
      </div>
      {open && <Opened number={number} id={letter.id} />}
    </>
  )
}

function Opened({ number, id }: { number: string; id: string }) {
  const { t } = useTexts()
  const asked = useQuery(openedOfTicketQuery(number, id))
  return (
    <section className={css.opened} aria-label={t('letters.letter')}>
      <Loaded asked={asked}>{(letter) => <LetterView letter={letter} />}</Loaded>
    </section>
  )
}
