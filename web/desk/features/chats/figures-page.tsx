import { useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'react-router'
import { type ChatFigures, chatFigures, FEWEST } from '#contract/chat-figures'
import { call } from '../../api/call.ts'
import frame from '../../frame/frame.module.css'
import { Facts } from '../../parts/facts.tsx'
import { useFormat } from '../../parts/format.ts'
import { Listing, RowHead } from '../../parts/listing.tsx'
import { Loaded } from '../../parts/loading.tsx'
import { PageTitle } from '../../parts/page.tsx'
import { type LaterTexts, MoreTexts, useTexts } from '../../texts/texts.tsx'
import table from '../tickets/inbox.module.css'
import css from './figures.module.css'

const texts: LaterTexts = { ru: () => import('../../texts/figures.ru.json'), en: () => import('../../texts/figures.en.json') }
const spans = [7, 28, 91] as const

export function Page() {
  return (
    <MoreTexts name="figures" load={texts}>
      <Figures />
    </MoreTexts>
  )
}

/** Waiting, what was solved and by whom, calls avoided (CHAT-14): a sentence, the numbers, the days as bars and as a table, and how it is counted. */
function Figures() {
  const { t } = useTexts()
  const [search] = useSearchParams()
  const days = spans.find((it) => String(it) === search.get('days')) ?? 28
  const asked = useQuery({ queryKey: ['chat-figures', days], queryFn: () => call(chatFigures, { query: { days } }), refetchInterval: 60_000 })
  return (
    <div className={frame.page} data-pane tabIndex={-1}>
      <PageTitle>{t('figures.title')}</PageTitle>
      <nav className={table.views} aria-label={t('figures.span')}>
        {spans.map((it) => (
          <Link key={it} to={`?days=${it}`} aria-current={it === days ? 'page' : undefined}>
            {t(`figures.span.${it}`)}
          </Link>
        ))}
      </nav>
      <Loaded asked={asked}>{(figures) => <Shown figures={figures} />}</Loaded>
    </div>
  )
}

function Shown({ figures }: { figures: ChatFigures }) {
  const { t } = useTexts()
  const format = useFormat()
  const words = useWords()
  if (figures.opened === 0) return <p role="status">{t('figures.none')}</p>
  const { wait, rating, shareByAssistant } = figures
  const few = t('figures.few')
  return (
    <>
      <p className="muted">{t('figures.from-to', { from: format.day(figures.from), until: format.day(figures.until) })}</p>
      <p className={css.said}>
        {t('figures.said', {
          opened: figures.opened,
          share: shareByAssistant === null ? '' : t('figures.said-share', { share: words.share(shareByAssistant) }),
        }).trim()}
      </p>
      <Facts
        facts={[
          [t('figures.shareByAssistant'), shareByAssistant === null ? few : words.share(shareByAssistant)],
          [t('figures.median'), wait ? words.seconds(wait.median) : few],
          [t('figures.p90'), wait ? words.seconds(wait.p90) : few],
          [t('figures.inTarget', { minutes: figures.targetMinutes }), wait ? words.share(wait.inTarget) : few],
          [t('figures.callsAvoided'), String(figures.callsAvoided)],
          [t('figures.rating'), rating ? t('figures.rating-of', { mean: words.number(rating.mean), talks: rating.talks }) : few],
          ...(['byAssistant', 'byPeople', 'asRequest', 'notSolved', 'abuse', 'left', 'leftInLine', 'underWay'] as const).map(
            (name) => [t(`figures.${name}`), String(figures[name])] as const,
          ),
        ]}
      />
      <h2>{t('figures.by-day')}</h2>
      <Bars days={figures.days} />
      <DayTable days={figures.days} />
      <details className={css.how}>
        <summary>{t('figures.what')}</summary>
        {(['wait', 'share', 'calls', 'few'] as const).map((it) => (
          <p key={it}>{t(`figures.what.${it}`, { fewest: FEWEST })}</p>
        ))}
      </details>
    </>
  )
}

/** The same numbers stand in the table: for who cannot see the bars they are one picture with a name. */
function Bars({ days }: { days: ChatFigures['days'] }) {
  const { t } = useTexts()
  const most = Math.max(...days.map(({ opened }) => opened))
  return (
    <div className={css.bars} role="img" aria-label={t('figures.bars')}>
      {days.map(({ day, opened }) => (
        <span key={day} style={{ height: `${(100 * opened) / most}%` }} />
      ))}
    </div>
  )
}

function DayTable({ days }: { days: ChatFigures['days'] }) {
  const { t } = useTexts()
  const format = useFormat()
  const words = useWords()
  return (
    <Listing
      label={t('figures.by-day')}
      columns={(['day', 'opened', 'byAssistant', 'byPeople', 'median', 'p90'] as const).map((column) => t(`figures.${column}`))}
    >
      {days
        .filter(({ opened }) => opened > 0)
        .toReversed()
        .map(({ day, opened, byAssistant, byPeople, wait }) => (
          <tr key={day}>
            <RowHead>{format.dayShort(day)}</RowHead>
            <td>{opened}</td>
            <td>{byAssistant}</td>
            <td>{byPeople}</td>
            <td>{wait ? words.seconds(wait.median) : t('figures.few')}</td>
            <td>{wait ? words.seconds(wait.p90) : t('figures.few')}</td>
          </tr>
        ))}
    </Listing>
  )
}

function useWords() {
  const { t, lang } = useTexts()
  const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(lang, { style: 'percent' })
  return {
    number: (value: number) => number.format(value),
    share: (value: number) => percent.format(value),
    seconds: (value: number) =>
      value < 90 ? t('figures.seconds', { seconds: value }) : t('figures.minutes', { minutes: number.format(Math.round(value / 6) / 10) }),
  }
}
