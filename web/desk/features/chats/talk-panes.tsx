import { useState } from 'react'
import { Refused } from '../../api/problem.ts'
import { useShortcut } from '../../frame/keys.ts'
import { Loaded } from '../../parts/loading.tsx'
import { useTexts } from '../../texts/texts.tsx'
import css from './chats.module.css'
import { useTalk } from './queries.ts'
import { SidePane } from './side-pane.tsx'
import { Talk } from './talk.tsx'
import { type OpenDialog, TalkDialogs } from './talk-dialogs.tsx'
import { Unsent } from './unsent.tsx'

export type SideView = 'list' | 'talk' | 'side'
/** One talk and what stands beside it: two panes, or where the screen has place for one only the one that is asked for. */
export function TalkPanes({ id, wide, view, onView }: { id: string; wide: boolean; view: SideView; onView: (view: SideView) => void }) {
  const { t } = useTexts()
  const asked = useTalk(id)
  const [sideOpen, setSideOpen] = useState(true)
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const toSide = () => {
    setSideOpen(true)
    onView('side')
  }
  useShortcut('citizen', toSide)
  useShortcut('side', () => (wide ? setSideOpen((open) => !open) : onView(view === 'side' ? 'talk' : 'side')))
  // Handed over into a line that is not this person's: it is shown no longer.
  if (asked.error instanceof Refused && (asked.error.status === 404 || asked.error.status === 403))
    return (
      <div className={css.gone} data-pane tabIndex={-1}>
        <p className={css.none}>{t('chats.not-found')}</p>
        <Unsent id={id} />
      </div>
    )
  return (
    <>
      <div className={css.talk} hidden={!wide && view !== 'talk'} data-pane tabIndex={-1}>
        <Loaded asked={asked}>
          {(talk) => <Talk talk={talk} sideOpen={wide && sideOpen} onSide={() => setSideOpen((open) => !open)} onDialog={setDialog} />}
        </Loaded>
      </div>
      {(wide ? sideOpen : view === 'side') && (
        <div className={wide ? css.side : css.pane} data-pane tabIndex={-1}>
          <Loaded asked={asked}>{(talk) => <SidePane talk={talk} />}</Loaded>
        </div>
      )}
      {asked.data && <TalkDialogs talk={asked.data} open={dialog} onClose={() => setDialog(null)} />}
    </>
  )
}
