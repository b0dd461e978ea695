import { Button, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TicketLetter } from '#contract/letters'
import { Chip } from '../../parts/chip.tsx'
import { Loaded } from '../../parts/loading.tsx'
import { LetterTexts } from '../../texts/letter-texts.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { LetterView } from './letter-view.tsx'
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
    <p style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center', margin: '4px 0' }}>
      <Chip icon={letter.proved ? 'circle-check' : 'progress-help'} tone={letter.proved ? 'ok' : 'warn'}>
        {t(letter.proved ? 'letters.verified' : 'letters.not-verified')}
      </Chip>
      <span className="muted">
        {letter.from}. {t(`letters.proof.${letter.proof.aligned ? 'pass' : letter.proof.dmarc === 'fail' ? 'fail' : 'none'}`)}.
        {letter.proved ? '' : ` ${t('letters.not-verified-hint')}.`}
      </span>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t('letters.see')}
      </Button>
      {open && <Shown number={number} id={letter.id} onClose={() => setOpen(false)} />}
    </p>
  )
}

function Shown({ number, id, onClose }: { number: string; id: string; onClose: () => void }) {
  const { t } = useTexts()
  const asked = useQuery(openedOfTicketQuery(number, id))
  return (
    <Modal opened onClose={onClose} title={t('letters.letter')} size="xl" closeButtonProps={{ 'aria-label': t('frame.close') }}>
      <Loaded asked={asked}>{(letter) => <LetterView letter={letter} />}</Loaded>
    </Modal>
  )
}
