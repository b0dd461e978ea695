import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import { type HistoryItem, type HistoryKind, historyKinds, historyOfRequest, historyOfTalk } from '#contract/history'
import { citizenStatusLooks } from '../../../ui/looks.ts'
import { call } from '../../api/call.ts'
import { Chip } from '../../parts/chip.tsx'
import { useFormat } from '../../parts/format.ts'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import css from './person-history.module.css'

/** By a request or by a talk: both lead to the person. */
type Of = { number: string } | { id: string }
interface Asked {
  kind?: HistoryKind
  q?: string
}

/** CHAT-15: the one line of the person. It is asked for by a press, because each asking is a look that the citizen sees. */
export function PersonHistory({ of }: { of: Of }) {
  const { t } = useTexts()
  const [open, setOpen] = useState(false)
  return (
    <>
      <h2>{t('tickets.line.title')}</h2>
      {open ? (
        <Line of={of} />
      ) : (
        <>
          <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
            {t('tickets.line.show')}
          </Button>
          <p className="muted">{t('tickets.line.hint')}</p>
        </>
      )}
    </>
  )
}

function Line({ of }: { of: Of }) {
  const { t } = useTexts()
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState<Asked>({})
  const found = useInfiniteQuery({
    queryKey: ['history', of, asked],
    queryFn: ({ pageParam, signal }) => {
      const body = { ...asked, ...(pageParam && { before: pageParam }) }
      // Nothing is written but the look, so a key for each asking is enough.
      const ask = { body, signal, intent: crypto.randomUUID() }
      return 'number' in of ? call(historyOfRequest, { ...ask, params: of }) : call(historyOfTalk, { ...ask, params: of })
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
  const find = (event: FormEvent) => {
    event.preventDefault()
    const { q: _, ...rest } = asked
    setAsked(typed.trim() ? { ...rest, q: typed.trim() } : rest)
  }
  const items = found.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <form onSubmit={find} className={css.find}>
        <NativeSelect
          label={t('tickets.line.kind')}
          value={asked.kind ?? ''}
          data={[{ value: '', label: t('tickets.line.all') }, ...historyKinds.map((it) => ({ value: it, label: t(`tickets.line.${it}s`) }))]}
          onChange={(event) => {
            const { kind: _, ...rest } = asked
            const kind = event.currentTarget.value as HistoryKind | ''
            setAsked(kind ? { ...rest, kind } : rest)
          }}
        />
        <TextInput label={t('tickets.line.words')} value={typed} maxLength={200} onChange={(event) => setTyped(event.currentTarget.value)} />
        <Button type="submit" variant="default">
          {t('tickets.line.find')}
        </Button>
      </form>
      {found.error && <ProblemAlert error={found.error} />}
      {items?.length === 0 && (
        <p className="muted" role="status">
          {t(asked.q ? 'tickets.line.nothing' : 'tickets.line.none')}
        </p>
      )}
      <ol className={css.line}>
        {items?.map((item) => (
          <li key={item.id}>
            <Item item={item} />
          </li>
        ))}
      </ol>
      {found.hasNextPage && (
        <Button variant="default" size="compact-sm" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('tickets.line.earlier')}
        </Button>
      )}
    </>
  )
}

const addressOf = (kind: HistoryKind, id: string | null, number: string) => (kind === 'talk' ? `/chats/${id}` : `/requests/${number.replace(/\D/g, '')}`)

function Item({ item }: { item: HistoryItem }) {
  const { t, lang, maybe } = useTexts()
  const format = useFormat()
  const { kind, id, number, channel, subject, topic, last, unread, linked, state } = item
  const look = state in citizenStatusLooks ? citizenStatusLooks[state as keyof typeof citizenStatusLooks] : null
  return (
    <>
      <Link to={addressOf(kind, id, number)}>{subject || (topic ? t(`words.topic.${topic}`) : number)}</Link>
      <div className={css.facts}>
        <span className="nowrap">{number}</span>
        <span>{t(`words.channel.${channel}`)}</span>
        {look ? (
          <Chip icon={look.icon} tone={look.tone}>
            {look[lang]}
          </Chip>
        ) : (
          <Chip tone="neutral">{maybe(`tickets.line.talk-${state}`) ?? state}</Chip>
        )}
        {unread > 0 && <Chip tone="info">{t('tickets.line.unread', { count: unread })}</Chip>}
      </div>
      <div className="faint">
        {format.stamp(item.at)}
        {topic && `, ${t(`words.topic.${topic}`)}`}
        {last && `. ${t(`tickets.line.last-${last.by}`, { at: format.stamp(last.at) })}`}
      </div>
      {linked && <Link to={addressOf(linked.kind, linked.id, linked.number)}>{t(`tickets.line.of-${linked.kind}`, { number: linked.number })}</Link>}
    </>
  )
}
