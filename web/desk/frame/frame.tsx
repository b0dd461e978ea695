import { lazy, Suspense, useEffect, useState } from 'react'
import { Outlet, useLocation, useNavigate } from 'react-router'
import { whenSignedOut } from '../api/call.ts'
import { Refused } from '../api/problem.ts'
import { startLive } from '../live/socket.ts'
import { Loading } from '../parts/loading.tsx'
import { Notices } from '../parts/notices.tsx'
import { ProblemAlert } from '../parts/problem-alert.tsx'
import { useTexts } from '../texts/texts.tsx'
import { ConnectionBand } from './connection-band.tsx'
import css from './frame.module.css'
import { listenToKeys, movePane, useShortcut } from './keys.ts'
import { Rail } from './rail.tsx'
import { end, MeProvider, opens, useMe, useSession } from './session.ts'
import { SessionWarning } from './session-warning.tsx'
import { StepUp } from './step-up.tsx'
import { TopBar } from './top-bar.tsx'

// Dialogs come when they are first opened.
const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }))
const ShortcutList = lazy(async () => ({ default: (await import('./shortcut-list.tsx')).ShortcutList }))

/** Everything behind the sign-in. Without a person there is no frame: the sign-in comes and brings them back here. */
export function Frame() {
  const session = useSession()
  const navigate = useNavigate()
  const { pathname, search } = useLocation()
  const signedOut = session.error instanceof Refused && session.error.problem.kind === 'unauthenticated'
  const place = `${pathname}${search}`
  useEffect(() => {
    const leave = () => {
      end(false)
      navigate(`/sign-in?next=${encodeURIComponent(place)}`, { replace: true })
    }
    if (signedOut) leave()
    return whenSignedOut(leave)
  }, [signedOut, place, navigate])
  if (session.data)
    return (
      <MeProvider value={session.data}>
        <Inside />
      </MeProvider>
    )
  if (session.error && !signedOut) return <ProblemAlert error={session.error} onRetry={() => void session.refetch()} />
  return <Loading onRetry={() => void session.refetch()} />
}

function Inside() {
  const { t } = useTexts()
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null)
  useEffect(startLive, [])
  useEffect(listenToKeys, [])
  useShortcut('palette', () => setOpen('palette'))
  useShortcut('list', () => setOpen('keys'))
  const navigate = useNavigate()
  const { chats } = opens(useMe())
  useShortcut('chats', () => navigate('/chats', { state: { open: 'oldest' } }), !chats)
  useShortcut('paneNext', () => movePane(1))
  useShortcut('panePrevious', () => movePane(-1))
  return (
    <div className={css.frame}>
      <a className="skip" href="#main">
        {t('frame.skip')}
      </a>
      <TopBar onSearch={() => setOpen('palette')} onKeys={() => setOpen('keys')} />
      <ConnectionBand />
      <Rail />
      <main id="main" className={css.main} tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
        <div id="layers" />
      </main>
      <Notices />
      <SessionWarning />
      <StepUp />
      <Suspense fallback={null}>
        {open === 'palette' && <Palette onClose={() => setOpen(null)} />}
        {open === 'keys' && <ShortcutList onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  )
}
