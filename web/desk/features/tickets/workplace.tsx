import { Button, SegmentedControl, Splitter } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowLeft } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { Refused } from '../../api/problem.ts'
import { useShortcut } from '../../frame/keys.ts'
import { changeView, viewSettings } from '../../frame/view-settings.ts'
import { Loaded } from '../../parts/loading.tsx'
import { PageTitle } from '../../parts/page.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { ActionDialogs, type OpenDialog } from './action-dialogs.tsx'
import { useListFilters } from './list-filters.ts'
import { ListPane } from './list-pane.tsx'
import { digitsOf, useTicket } from './queries.ts'
import { SidePanel, type SideTab } from './side-panel.tsx'
import { Talk } from './talk.tsx'
import css from './workplace.module.css'

export function Page() {
  const number = digitsOf(useParams().number ?? '')
  // Another request is another screen: no half-open dialog or tab goes along.
  return <Workplace key={number} number={number} />
}

function Workplace({ number }: { number: string }) {
  const { t } = useTexts()
  const { query } = useListFilters()
  const asked = useTicket(number)
  const threePanes = useMediaQuery('(min-width: 80em)', true, { getInitialValueInEffect: false })
  const twoPanes = useMediaQuery('(min-width: 64em)', true, { getInitialValueInEffect: false })
  const [tab, setTab] = useState<SideTab>('citizen')
  const [sideOpen, setSideOpen] = useState(true)
  const [narrow, setNarrow] = useState<'talk' | 'side'>('talk')
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const show = (next: SideTab) => {
    setTab(next)
    setSideOpen(true)
    setNarrow('side')
  }
  useShortcut('citizen', () => show('citizen'))
  useShortcut('why', () => show('deadline'))
  useShortcut('side', () => (twoPanes ? setSideOpen((open) => !open) : setNarrow((pane) => (pane === 'side' ? 'talk' : 'side'))))
  const missing = asked.error instanceof Refused && asked.error.status === 404
  const content = (part: 'talk' | 'side') => (
    <Loaded asked={asked}>
      {(ticket) =>
        part === 'talk' ? (
          <Talk ticket={ticket} sideOpen={sideOpen} onSide={() => setSideOpen((open) => !open)} onDialog={setDialog} onDue={() => show('deadline')} />
        ) : (
          <SidePanel ticket={ticket} tab={tab} onTab={setTab} onDialog={setDialog} />
        )
      }
    </Loaded>
  )
  const dialogs = asked.data && <ActionDialogs ticket={asked.data} open={dialog} onClose={() => setDialog(null)} />
  if (missing && !asked.data)
    return (
      <div className={css.missing}>
        <PageTitle>{t('tickets.not-found')}</PageTitle>
        <p>{t('tickets.not-found-text')}</p>
        <Link to={`/inbox${query}`}>{t('frame.inbox')}</Link>
      </div>
    )
  if (!twoPanes)
    return (
      <div className={css.narrow}>
        <div className={css.switch}>
          <BackToList query={query} />
          <SegmentedControl
            size="xs"
            aria-label={t('tickets.panes')}
            value={narrow}
            onChange={(value) => setNarrow(value as 'talk' | 'side')}
            data={[
              { value: 'talk', label: t('tickets.pane.talk') },
              { value: 'side', label: t('tickets.pane.side') },
            ]}
          />
        </div>
        {narrow === 'side' && asked.data && (
          <div className={css.title}>
            <PageTitle tab={asked.data.line.number}>{asked.data.line.subject}</PageTitle>
          </div>
        )}
        {/* Both stay mounted, so that neither the place in the conversation nor an open tab is lost. */}
        <div className={css.pane} hidden={narrow !== 'talk'} data-pane tabIndex={-1}>
          {content('talk')}
        </div>
        <div className={css.pane} hidden={narrow !== 'side'} data-pane tabIndex={-1}>
          {content('side')}
        </div>
        {dialogs}
      </div>
    )
  const [listWidth, sideWidth] = viewSettings().panes
  const px = (size: unknown, otherwise: number) => (typeof size === 'string' && size.endsWith('px') ? Math.round(Number.parseFloat(size)) : otherwise)
  const keep = (_: number, sizes: unknown[]) =>
    changeView({ panes: [threePanes ? px(sizes[0], listWidth) : listWidth, sideOpen ? px(sizes[sizes.length - 1], sideWidth) : sideWidth] })
  const panes = [
    threePanes && (
      <Splitter.Pane key="list" defaultSize={`${listWidth}px`} min="220px" max="460px" className={css.pane} data-pane tabIndex={-1}>
        <ListPane />
      </Splitter.Pane>
    ),
    <Splitter.Pane key="talk" defaultSize={100} min={20} className={css.pane} data-pane tabIndex={-1}>
      {!threePanes && (
        <div className={css.switch}>
          <BackToList query={query} />
        </div>
      )}
      {content('talk')}
    </Splitter.Pane>,
    sideOpen && (
      <Splitter.Pane key="side" defaultSize={`${sideWidth}px`} min="280px" max="560px" className={css.pane} data-pane tabIndex={-1}>
        {content('side')}
      </Splitter.Pane>
    ),
  ].filter((pane) => pane !== false)
  return (
    <>
      {panes.length > 1 ? (
        <Splitter
          key={`${threePanes} ${sideOpen}`}
          className={css.panes}
          lineSize={1}
          withHandle={false}
          step="16px"
          shiftStep="64px"
          onResizeEnd={keep}
          attributes={{ handle: { 'aria-label': t('tickets.resize') } }}
        >
          {panes}
        </Splitter>
      ) : (
        <div className={css.single}>{content('talk')}</div>
      )}
      {dialogs}
    </>
  )
}

function BackToList({ query }: { query: string }) {
  const { t } = useTexts()
  const navigate = useNavigate()
  return (
    <Button variant="subtle" size="compact-md" leftSection={<IconArrowLeft size={18} stroke={1.75} aria-hidden />} onClick={() => navigate(`/inbox${query}`)}>
      {t('tickets.to-list')}
    </Button>
  )
}
