import { Alert, Button, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useRef } from 'react'
import { deskIntake } from '#contract/desk'
import { limits, type Receipt } from '#contract/tickets'
import { formKinds, topics } from '#contract/topics'
import { Refused } from '../../api/problem.ts'
import { useSend } from '../../api/send.ts'
import { useShortcut } from '../../frame/keys.ts'
import { useDraft } from '../../parts/drafts.ts'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import type { TextKey } from '../../texts/keys.ts'
import { useTexts } from '../../texts/texts.tsx'
import css from './intake.module.css'

const ways = ['phone', 'email', 'office'] as const
const optional = ['desiredOutcome', 'relatedNumber', 'name', 'phone', 'email'] as const
type Field = 'channel' | 'lang' | 'kind' | 'topic' | 'subject' | 'description' | (typeof optional)[number]
type Typed = Partial<Record<Field, string>>
const labelOf = (field: Field): TextKey => `tickets.intake.${field}`

/** All that was typed, as one draft of this tab: it outlives a sign-in in the middle and a refused sending. */
function useTyped() {
  const [kept, keep] = useDraft('intake')
  const typed: Typed = kept ? JSON.parse(kept) : {}
  return {
    of: (field: Field) => typed[field] ?? '',
    type: (field: Field, text: string) => keep(JSON.stringify({ ...typed, [field]: text })),
    forget: () => keep(''),
  }
}

export function IntakeForm({ onFiled }: { onFiled: (receipt: Receipt) => void }) {
  const { t, maybe } = useTexts()
  const typed = useTyped()
  const send = useSend(deskIntake)
  const summary = useRef<HTMLDivElement>(null)
  const problems = send.error instanceof Refused ? (send.error.problem.fields ?? []) : []
  useEffect(() => {
    if (send.error) summary.current?.focus()
  }, [send.error])

  const submit = () => {
    if (send.isPending) return
    const given = Object.fromEntries(optional.flatMap((field) => (typed.of(field).trim() ? [[field, typed.of(field)]] : [])))
    send.mutate(
      {
        body: {
          channel: (typed.of('channel') || 'phone') as (typeof ways)[number],
          lang: typed.of('lang') === 'en' ? 'en' : 'ru',
          kind: (typed.of('kind') || 'problem') as (typeof formKinds)[number],
          topic: (typed.of('topic') || 'general.question') as (typeof topics)[number],
          subject: typed.of('subject'),
          description: typed.of('description'),
          ...given,
        },
      },
      {
        onSuccess: ({ receipt }) => {
          typed.forget()
          onFiled(receipt)
        },
      },
    )
  }
  useShortcut('send', submit)

  const say = ({ code, details }: (typeof problems)[number]) =>
    maybe(`problems.${code}`, details as Record<string, string | number>) ?? t('problems.kind.unprocessable')
  const of = (field: Field) => {
    const found = problems.find((problem) => problem.field === field)
    return {
      id: `intake-${field}`,
      label: t(labelOf(field)),
      value: typed.of(field),
      error: found && say(found),
      onChange: (event: { currentTarget: { value: string } }) => typed.type(field, event.currentTarget.value),
    }
  }
  const choices = <K extends string>(values: readonly K[], text: (value: K) => TextKey) => values.map((value) => ({ value, label: t(text(value)) }))
  return (
    <form
      noValidate
      className={css.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        submit()
      }}
    >
      <Stack gap="sm">
        <p className="muted">{t('tickets.intake-hint')}</p>
        {problems.length > 0 ? (
          <Alert ref={summary} role="alert" tabIndex={-1} color="danger" title={t('tickets.intake-problems')}>
            <ul className={css.problems}>
              {problems.map((problem) => (
                <li key={problem.field}>
                  <a
                    href={`#intake-${problem.field}`}
                    onClick={(event) => {
                      event.preventDefault()
                      document.getElementById(`intake-${problem.field}`)?.focus()
                    }}
                  >
                    {say(problem)}
                  </a>
                </li>
              ))}
            </ul>
          </Alert>
        ) : (
          send.error && <ProblemAlert error={send.error} />
        )}
        <NativeSelect {...of('channel')} data={choices(ways, (way) => `tickets.intake-way.${way}`)} />
        <NativeSelect
          {...of('lang')}
          data={[
            { value: 'ru', label: 'Русский' },
            { value: 'en', label: 'English' },
          ]}
        />
        <NativeSelect {...of('kind')} data={choices(formKinds, (kind) => `tickets.intake-kind.${kind}`)} />
        <NativeSelect {...of('topic')} value={typed.of('topic') || 'general.question'} data={choices(topics, (topic) => `words.topic.${topic}`)} />
        <TextInput {...of('subject')} maxLength={limits.subject.max} description={t('tickets.intake-subject-hint')} />
        <Textarea
          {...of('description')}
          autosize
          minRows={5}
          maxRows={16}
          maxLength={limits.description.max}
          description={t('tickets.intake-description-hint')}
        />
        <Textarea {...of('desiredOutcome')} autosize minRows={2} maxRows={8} maxLength={limits.desiredOutcome.max} />
        <TextInput {...of('relatedNumber')} maxLength={60} />
        <TextInput {...of('name')} maxLength={200} autoComplete="off" />
        <TextInput {...of('phone')} maxLength={60} type="tel" autoComplete="off" description={t('tickets.intake-contact-hint')} />
        <TextInput {...of('email')} maxLength={320} type="email" autoComplete="off" />
        <div>
          <Button type="submit" loading={send.isPending}>
            {t('tickets.intake-send')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
