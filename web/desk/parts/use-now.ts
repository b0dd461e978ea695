import { useEffect, useState } from 'react'
import { serverNow } from '../api/clock.ts'

/** The server's time in milliseconds, told anew every `everyMs` while something on the screen counts. */
export function useNow(everyMs: number, counts = true): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    if (!counts) return
    setNow(serverNow())
    const timer = setInterval(() => setNow(serverNow()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs, counts])
  return now
}
