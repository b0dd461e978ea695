import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { dropLetter, type LetterLine, type OpenedLetter, requestOfLetter, retryLetter, staffDropReasons } from '#contract/letters'
import { useSend } from '../../api/send.ts'
import { Loaded } from '../../parts/loading.tsx'
import { tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { LetterView } from './letter-view.tsx'
import css from './letters.module.css'
import { lettersKey, openedQuery } from './queries.ts'

/** One letter opened, and what can be made of it. */
export function Decision({ line, onClose }: { line: LetterLine; onClose: () => void }) {
  const { t } = useTexts()
  const asked = useQuery(openedQuery(line.id))
  return (
    <>
      <p>
        <Button variant="subtle" leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={onClose}>
          {t('letters.back')}
        </Button>
      </p>
      <p>
        <strong>{t(`letters.reason.${line.reason as 'empty'}`)}</strong>
      </p>
      <Loaded asked={asked}>
        {(letter) => (
          <>
            <LetterView letter={letter} />
            <Choices id={line.id} letter={letter} onDone={onClose} />
          </>
        )}
      </Loaded>
    </>
  )
}

function Choices({ id, letter, onDone }: { id: string; letter: OpenedLetter; onDone: () => void }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const [why, setWhy] = useState<(typeof staffDropReasons)[number]>('spam')
  const [making, setMaking] = useState(false)
  const retry = useSend(retryLetter)
  const drop = useSend(dropLetter)
  const done = (words: string) => {
    tell(words)
    void client.invalidateQueries({ queryKey: lettersKey })
    onDone()
  }
  const error = retry.error ?? drop.error
  return (
    <>
      {error && <ProblemAlert error={error} />}
      <div className={css.actions}>
        <Button onClick={() => setMaking(true)} disabled={making}>
          {t('letters.make')}
        </Button>
        <Button
          variant="default"
          loading={retry.isPending}
          onClick={() => retry.mutate({ params: { id }, body: {} }, { onSuccess: () => done(t('letters.retried')) })}
        >
          {t('letters.retry')}
        </Button>
        <Select
          aria-label={t('letters.drop-why')}
          allowDeselect={false}
          value={why}
          onChange={(value) => setWhy((value ?? 'spam') as 'spam')}
          data={staffDropReasons.map((value) => ({ value, label: t(`letters.reason.${value}`) }))}
        />
        <Button
          variant="default"
          loading={drop.isPending}
          onClick={() => drop.mutate({ params: { id }, body: { reason: why } }, { onSuccess: () => done(t('letters.dropped')) })}
        >
          {t('letters.drop')}
        </Button>
      </div>
      {making && <Making id={id} letter={letter} />}
    </>
  )
}

function Making({ id, letter }: { id: string; letter: OpenedLetter }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const navigate = useNavigate()
  const make = useSend(requestOfLetter)
  const [typed, setTyped] = useState({
    subject: [...letter.subject].slice(0, 150).join(''),
    description: letter.readable ? [...letter.text].slice(0, 5000).join('') : '',
    email: letter.from,
  })
  const field = (name: keyof typeof typed) => ({
    label: t(`letters.${name}`),
    value: typed[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setTyped((before) => ({ ...before, [name]: value }))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    make.mutate(
      { params: { id }, body: typed },
      {
        onSuccess: ({ number }) => {
          tell(t('letters.made', { number }))
          void client.invalidateQueries({ queryKey: lettersKey })
          void navigate(`/requests/${number}`)
        },
      },
    )
  }
  return (
    <form noValidate className={css.fields} onSubmit={submit}>
      {make.error && <ProblemAlert error={make.error} />}
      <TextInput {...field('subject')} maxLength={150} />
      <Textarea {...field('description')} autosize minRows={5} maxRows={16} maxLength={5000} />
      <TextInput {...field('email')} maxLength={320} inputMode="email" />
      <div>
        <Button type="submit" loading={make.isPending}>
          {t('letters.make')}
        </Button>
      </div>
    </form>
  )
}
