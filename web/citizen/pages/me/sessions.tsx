import type { Static } from 'typebox'
import { endOtherSessions, endSession, forgetDevices, mySessions, type SessionView } from '#contract/my-account'
import { ApiProblem } from '../../glue/api.ts'
import { page, redirect } from '../../glue/pages.ts'
import { Frame } from '../../parts/frame.tsx'
import { MeMenu } from '../../parts/me-menu.tsx'
import { useHref, useTexts, When } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'
import { own } from './own.tsx'

type Session = Static<typeof SessionView>

function Sessions({ sessions }: { sessions: Session[] }) {
  const t = useTexts().me
  const href = useHref()
  const others = sessions.filter(({ here }) => !here)
  return (
    <Frame title={t['sessions.title']}>
      <MeMenu at="/sessions" />
      <p>{t['sessions.lead']}</p>
      <ul class="plain">
        {sessions
          .toSorted((a, b) => Number(b.here) - Number(a.here))
          .map((session) => (
            <li class="card" key={session.id}>
              <One session={session} />
            </li>
          ))}
      </ul>
      {others.length > 0 ? (
        <form method="post" action={href('/me/sessions/others')}>
          <button class="danger-button" type="submit">
            {t['sessions.end-others']}
          </button>
        </form>
      ) : (
        <p>{t['sessions.only']}</p>
      )}
      <h2>{t['devices.title']}</h2>
      <p>{t['devices.text']}</p>
      <form method="post" action={href('/me/devices/forget')}>
        <button type="submit">{t['devices.forget']}</button>
      </form>
      <p>
        {t['sessions.strange']} <a href={href('/me/block')}>{t['block.button']}</a>
      </p>
    </Frame>
  )
}

function One({ session }: { session: Session }) {
  const t = useTexts().me
  const href = useHref()
  const name = [session.browser, session.system].filter(Boolean).join(', ') || t['sessions.unknown']
  return (
    <>
      <h2>
        {name}
        {session.here && <span class="optional"> ({t['sessions.here']})</span>}
      </h2>
      <p>
        {fill(t['sessions.by'], { way: t[`by.${session.by}`] })}. {t['sessions.since']} <When at={session.createdAt} />. {t['sessions.seen']}{' '}
        <When at={session.seenAt} />.
      </p>
      {!session.here && (
        <form method="post" action={href(`/me/sessions/${session.id}/end`)}>
          <button type="submit">
            {t['sessions.end']}
            <span class="unseen">: {name}</span>
          </button>
        </form>
      )}
    </>
  )
}

export const sessionPages = own({
  'GET /me/sessions': async ({ api }) => page(<Sessions sessions={await api.call(mySessions)} />),
  'POST /me/sessions/others': async ({ api }) => {
    await api.call(endOtherSessions)
    return redirect('/me/sessions', 'sessions-ended')
  },
  'POST /me/sessions/:id/end': async ({ api, params }) => {
    try {
      await api.call(endSession, { params })
    } catch (error) {
      // Ended meanwhile is ended as well.
      if (!(error instanceof ApiProblem) || error.status !== 404) throw error
    }
    return redirect('/me/sessions', 'session-ended')
  },
  'POST /me/devices/forget': async ({ api }) => {
    await api.call(forgetDevices)
    return redirect('/me/sessions', 'devices-forgotten')
  },
})
