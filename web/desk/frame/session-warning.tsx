import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { signOut } from '#contract/staff'
import { call } from '../api/call.ts'
import { serverNow } from '../api/clock.ts'
import { useTexts } from '../texts/texts.tsx'
import { end, meQuery, useMe } from './session.ts'

const SessionDialog = lazy(async () => ({ default: (await import('./session-dialog.tsx')).SessionDialog }))
const warnBeforeMs = 2 * 60_000
const askAgainMs = 60_000

/**
 * Warns 2 minutes before the session's idle end. Work in this tab (keys, pointer) asks the server for a later end, at
 * most once a minute; what the page fetches by itself is not work.
 */
export function SessionWarning() {
  const { t } = useTexts()
  const me = useMe()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [left, setLeft] = useState<number | null>(null)
  const asked = useRef(serverNow())
  const ends = Math.min(Date.parse(me.idleUntil), Date.parse(me.endsAt))
  const hard = Date.parse(me.endsAt) <= Date.parse(me.idleUntil)

  useEffect(() => {
    const worked = () => {
      if (left !== null || serverNow() - asked.current < askAgainMs) return
      asked.current = serverNow()
      void client.invalidateQueries({ queryKey: meQuery.queryKey })
    }
    for (const kind of ['keydown', 'pointerdown'] as const) addEventListener(kind, worked, { passive: true })
    return () => {
      for (const kind of ['keydown', 'pointerdown'] as const) removeEventListener(kind, worked)
    }
  }, [client, left])

  useEffect(() => {
    const look = () => {
      const remaining = ends - serverNow()
      setLeft(remaining > warnBeforeMs ? null : Math.max(0, Math.ceil(remaining / 60_000)))
      if (remaining > 0) return
      // Unsent words stay in the tab's memory; the same person finds them after signing in.
      end(false)
      void call(signOut, {}).catch(() => undefined)
      navigate(`/sign-in?ended=1&next=${encodeURIComponent(location.pathname.replace(/^\/desk/, '') + location.search)}`, { replace: true })
    }
    look()
    const timer = setInterval(look, 5000)
    return () => clearInterval(timer)
  }, [ends, navigate])

  const stay = () => client.invalidateQueries({ queryKey: meQuery.queryKey })
  return (
    <Suspense fallback={null}>
      {left !== null && <SessionDialog text={t(hard ? 'frame.session-hard' : 'frame.session-left', { minutes: left })} onStay={stay} />}
    </Suspense>
  )
}
