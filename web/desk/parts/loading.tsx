import { type ReactNode, useEffect, useState } from 'react'
import { useTexts } from '../texts/texts.tsx'
import { ProblemAlert } from './problem-alert.tsx'

/** Nothing for 400 ms, then a word, after 10 s a way out: no endless spinner. */
export function Loading({ onRetry }: { onRetry?: () => void }) {
  const { t } = useTexts()
  const [waited, setWaited] = useState<'short' | 'some' | 'long'>('short')
  useEffect(() => {
    const some = setTimeout(() => setWaited('some'), 400)
    const long = setTimeout(() => setWaited('long'), 10_000)
    return () => {
      clearTimeout(some)
      clearTimeout(long)
    }
  }, [])
  return (
    <p role="status" className="muted" style={{ padding: 16, margin: 0 }}>
      {waited !== 'short' && t('frame.loading')}{' '}
      {waited === 'long' && (
        <button type="button" onClick={onRetry ?? (() => location.reload())}>
          {t('frame.retry')}
        </button>
      )}
    </p>
  )
}

interface Asked<T> {
  data: T | undefined
  error: unknown
  refetch: () => unknown
}
/** Shows the data of a query; old data stays on the screen while newer is fetched. */
export function Loaded<T>({ asked, children }: { asked: Asked<T>; children: (data: T) => ReactNode }) {
  if (asked.data !== undefined) return children(asked.data)
  if (asked.error) return <ProblemAlert error={asked.error} onRetry={() => void asked.refetch()} />
  return <Loading onRetry={() => void asked.refetch()} />
}
