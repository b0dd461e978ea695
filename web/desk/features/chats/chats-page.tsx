import { SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { useLocation, useNavigate, useParams } from 'react-router'
import { useShortcut } from '../../frame/keys.ts'
import { tell } from '../../parts/notices.tsx'
import { PageTitle } from '../../parts/page.tsx'
import { ChatsTexts } from '../../texts/chats-texts.tsx'
import { useTexts } from '../../texts/texts.tsx'
import css from './chats.module.css'
import { ListPane } from './list-pane.tsx'
import { useDeskChats } from './queries.ts'
import { type SideView, TalkPanes } from './talk-panes.tsx'
import { useTakeNext } from './use-take.ts'
import { oldestWaiting } from './waiting.ts'

export function Page() {
  return (
    <ChatsTexts>
      <Console />
    </ChatsTexts>
  )
}

function Console() {
  const { t } = useTexts()
  const id = useParams().id
  const navigate = useNavigate()
  const location = useLocation()
  const mine = useDeskChats('mine').data
  const takeNext = useTakeNext()
  const wide = useMediaQuery('(min-width: 64em)', true, { getInitialValueInEffect: false })
  const [view, setView] = useState<SideView>('talk')
  const open = (next: string) => navigate(`/chats/${next}`, { state: { write: true } })
  const step = (by: 1 | -1) => {
    const at = mine?.findIndex((line) => line.id === id) ?? -1
    const next = at === -1 ? mine?.[0] : mine?.[at + by]
    if (next) open(next.id)
    else tell(t('chats.list-end'))
  }
  const openOldest = () => {
    const oldest = mine && oldestWaiting(mine)
    if (oldest) open(oldest.id)
    else tell(t('chats.mine-none'))
  }
  useShortcut('next', () => step(1))
  useShortcut('previous', () => step(-1))
  useShortcut('takeNext', takeNext)
  useShortcut('chats', openOldest)
  // Alt+C on another page leads here first.
  const wantsOldest = (location.state as { open?: string } | null)?.open === 'oldest'
  useEffect(() => {
    if (!wantsOldest || !mine) return
    const oldest = oldestWaiting(mine)
    // Asked once: a talk that comes later does not open by itself.
    navigate(oldest ? `/chats/${oldest.id}` : '/chats', { replace: true, state: oldest ? { write: true } : null })
  }, [wantsOldest, mine, navigate])

  if (!wide && id)
    return (
      <div className={css.narrow}>
        <div className={css.switch}>
          <PageTitle>{t('frame.chats')}</PageTitle>
          <SegmentedControl
            size="xs"
            aria-label={t('chats.panes')}
            value={view}
            onChange={(value) => setView(value as SideView)}
            data={(['list', 'talk', 'side'] as const).map((value) => ({ value, label: t(`chats.pane.${value}`) }))}
          />
        </div>
        {/* The talk stays mounted, so that the place in it is not lost. */}
        <div className={css.pane} hidden={view !== 'list'} data-pane tabIndex={-1}>
          <ListPane onOpen={() => setView('talk')} />
        </div>
        <TalkPanes key={id} id={id} wide={false} view={view} onView={setView} />
      </div>
    )
  return (
    <div className={css.panes}>
      <div className={css.list} data-pane tabIndex={-1}>
        <div className={css.title}>
          <PageTitle>{t('frame.chats')}</PageTitle>
        </div>
        <ListPane />
      </div>
      {id ? (
        <TalkPanes key={id} id={id} wide view={view} onView={setView} />
      ) : (
        wide && (
          <p className={css.none} data-pane tabIndex={-1}>
            {t('chats.choose')}
          </p>
        )
      )}
    </div>
  )
}
