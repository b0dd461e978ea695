import { Alert, Button, Group } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Refused, Unreachable } from '../api/problem.ts'
import { type Texts, useTexts } from '../texts/texts.tsx'
import { type Formatter, useFormat } from './format.ts'

const plain = (details: Record<string, unknown> | undefined) =>
  Object.fromEntries(
    Object.entries(details ?? {}).filter((entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number'),
  )

/** The sentences for a failed call: the text of its code, what is allowed instead, and for what has no text its code and time. */
export function sayProblem(error: unknown, texts: Texts, format: Formatter): string[] {
  const { t, maybe } = texts
  if (error instanceof Unreachable) return [t('problems.unreachable', { time: format.time(error.at) })]
  if (!(error instanceof Refused)) return [t('problems.own')]
  const { code, kind, details, errorCode, at, fields } = error.problem
  const values = { ...plain(details), errorCode, time: format.time(at) }
  const known = maybe(`problems.${code}`, values)
  const lines = [known ?? maybe(`problems.kind.${kind}`, values) ?? t('problems.kind.broken', values)]
  if (Array.isArray(details?.allowed)) {
    const allowed = details.allowed.map((action) => maybe(`words.step.${action}`) ?? String(action))
    lines.push(allowed.length ? t('problems.allowed', { actions: allowed.join(', ') }) : t('problems.nothing-allowed'))
  }
  for (const { field, code: fieldCode, details: more } of fields ?? [])
    lines.push(maybe(`problems.${fieldCode}`, plain(more)) ?? t('problems.field', { field, code: fieldCode }))
  if (!known) lines.push(t('problems.code', { errorCode, time: format.time(at) }))
  return lines
}

/** What went wrong and the way out. Takes the focus when it appears, so that a reader hears it and keys start from it. */
export function ProblemAlert({ error, onRetry, children }: { error: unknown; onRetry?: () => void; children?: ReactNode }) {
  const texts = useTexts()
  const format = useFormat()
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new error is announced anew
  useEffect(() => box.current?.focus(), [error])
  const [first, ...rest] = sayProblem(error, texts, format)
  return (
    <Alert ref={box} tabIndex={-1} variant="light" color="danger" role="alert" icon={<IconAlertTriangle size={20} stroke={1.75} aria-hidden />} title={first}>
      {rest.map((line) => (
        <div key={line}>{line}</div>
      ))}
      {children}
      {onRetry && (
        <Group mt="xs">
          <Button size="xs" variant="default" onClick={onRetry}>
            {texts.t('frame.retry')}
          </Button>
        </Group>
      )}
    </Alert>
  )
}
