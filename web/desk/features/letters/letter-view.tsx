import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { OpenedLetter } from '#contract/letters'
import { Chip } from '../../parts/chip.tsx'
import { bytes as sized } from '../../parts/format.ts'
import { useTexts } from '../../texts/texts.tsx'
import { framed } from './framed.ts'
import css from './letters.module.css'

/** A letter as text; on request as it was sent, in a frame without any right. */
export function LetterView({ letter }: { letter: OpenedLetter }) {
  const { t, lang } = useTexts()
  const [as, setAs] = useState<'text' | 'html' | 'head'>('text')
  const { dmarc, aligned } = letter.proof
  return (
    <div className={css.letter}>
      <p className={css.text}>
        <b>{t('letters.from')}:</b> {letter.name ? `${letter.name}, ` : ''}
        {letter.from || t('letters.unknown-sender')}
      </p>
      <p className={css.text}>
        <Chip icon={aligned ? 'circle-check' : 'progress-help'} tone={aligned ? 'ok' : 'warn'}>
          {t(`letters.proof.${aligned ? 'pass' : dmarc === 'fail' ? 'fail' : 'none'}`)}
        </Chip>
      </p>
      <p className={css.subject}>{letter.subject || t('letters.no-subject')}</p>
      {!letter.readable && <p className={css.text}>{t('letters.unreadable')}</p>}
      <SegmentedControl
        aria-label={t('letters.as')}
        value={as}
        onChange={(value) => setAs(value as 'text')}
        data={(['text', ...(letter.html ? (['html'] as const) : []), 'head'] as const).map((value) => ({ value, label: t(`letters.as.${value}`) }))}
      />
      {as === 'text' && <p className={css.words}>{letter.text}</p>}
      {as === 'head' && <pre className={css.head}>{letter.head}</pre>}
      {as === 'html' && <iframe className={css.frame} title={t('letters.frame')} sandbox="" referrerPolicy="no-referrer" srcDoc={framed(letter.html)} />}
      {letter.parts.length > 0 && (
        <>
          <b>{t('letters.files')}</b>
          <ul className={css.files}>
            {letter.parts.map(({ name, type, bytes }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name of their own and never move
              <li key={at}>
                {name || type} ({sized(bytes, lang)})
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
