import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { type DeskChat, deskChatTopic } from '#contract/chat-desk'
import { type Topic, topics } from '#contract/topics'
import { statusLooks } from '../../../ui/looks.ts'
import { Chip } from '../../parts/chip.tsx'
import { StatusChip } from '../../parts/chips.tsx'
import { Facts } from '../../parts/facts.tsx'
import { useFormat } from '../../parts/format.ts'
import { tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useNow } from '../../parts/use-now.ts'
import { useTexts } from '../../texts/texts.tsx'
import { PersonHistory } from '../citizens/person-history.tsx'
import { MakeDraft } from './make-draft.tsx'
import css from './side-pane.module.css'
import { Teach } from './teach.tsx'
import { useChatAction } from './use-chat-action.ts'

const digitsOf = (number: string) => number.replace(/\D/g, '')

/** CHAT-8, the least that helps: who it is as far as that is known, what else is open, what it is about. */
export function SidePane({ talk }: { talk: DeskChat }) {
  const { t } = useTexts()
  const format = useFormat()
  const { citizen } = talk
  const time = new Intl.DateTimeFormat('ru', { hour: '2-digit', minute: '2-digit', timeZone: citizen.zone }).format(useNow(30_000))
  const level = citizen.account ? (citizen.level ?? '0') : null
  return (
    <section aria-label={t('chats.pane.side')} className={css.side}>
      <h2>{t('words.citizen')}</h2>
      <p className={css.level}>
        {level === null ? (
          <Chip icon="shield-question" tone="neutral">
            {t('chats.guest')}
          </Chip>
        ) : (
          <Chip icon={level === '0' ? 'shield-question' : 'shield-check'} tone={level === '0' ? 'neutral' : 'ok'}>
            {t(`chats.level.${level}`)}
          </Chip>
        )}
      </p>
      {level === null && <p className="muted">{t('chats.guest-rule')}</p>}
      <Facts
        facts={[
          [t('words.contact.name'), citizen.name],
          [t('chats.proved'), citizen.provedAt && format.longTime(citizen.provedAt)],
          [t('tickets.fact.language'), t(`words.lang.${talk.lang}`)],
          [t('tickets.fact.zone'), t('tickets.fact.zone-now', { zone: citizen.zone, time })],
          [t('chats.opened'), format.longTime(talk.openedAt)],
          [t('chats.result'), talk.result && t(`chats.result.${talk.result}`)],
          [t('chats.summary-question'), talk.summary?.question],
          [t('chats.summary-solution'), talk.summary?.solution],
          [t('chats.request'), talk.request && <Link to={`/requests/${digitsOf(talk.request)}`}>{talk.request}</Link>],
        ]}
      />
      <TopicPart talk={talk} />
      <Teach talk={talk} />
      {talk.endedAt && <MakeDraft id={talk.id} />}
      <h2>{t('chats.open-requests')}</h2>
      {citizen.openRequests.length === 0 && <p className="muted">{t('chats.open-requests-none')}</p>}
      <ul className={css.records}>
        {citizen.openRequests.map((request) => (
          <li key={request.number}>
            <Link to={`/requests/${digitsOf(request.number)}`}>{request.subject}</Link>
            <div className={css.line}>
              <span className="nowrap">{request.number}</span>
              {request.status in statusLooks && <StatusChip status={request.status as keyof typeof statusLooks} />}
            </div>
            <div className="faint">{t('chats.due', { at: format.stamp(request.dueAt) })}</div>
          </li>
        ))}
      </ul>
      <PersonHistory key={talk.id} of={{ id: talk.id }} />
    </section>
  )
}

/** CHAT-3: what it is about; a guess is one press away, any other topic two. */
function TopicPart({ talk }: { talk: DeskChat }) {
  const { t } = useTexts()
  const action = useChatAction(deskChatTopic, talk.id)
  const [chosen, setChosen] = useState<Topic | ''>('')
  const correct = async (topic: Topic) => {
    if (!(await action.act({ topic }))) return
    setChosen('')
    tell(t('chats.done.topic', { topic: t(`words.topic.${topic}`) }))
  }
  const guesses = talk.guesses.filter((topic) => topic !== talk.topic)
  return (
    <>
      <h2>{t('chats.topic')}</h2>
      <p className={css.topic}>{talk.topic ? t(`words.topic.${talk.topic}`) : t('chats.topic-none')}</p>
      {action.error && <ProblemAlert error={action.error} />}
      {talk.can.setTopic && (
        <>
          {guesses.length > 0 && (
            <ul className={css.guesses} aria-label={t('chats.guesses')}>
              {guesses.map((topic) => (
                <li key={topic}>
                  <Button size="compact-sm" variant="default" disabled={action.busy} onClick={() => void correct(topic)}>
                    {t(`words.topic.${topic}`)}
                  </Button>
                </li>
              ))}
            </ul>
          )}
          <div className={css.choice}>
            <NativeSelect
              label={t('chats.topic-other')}
              value={chosen}
              data={[{ value: '', label: t('tickets.choose') }, ...topics.map((it) => ({ value: it, label: t(`words.topic.${it}`) }))]}
              onChange={(event) => setChosen(event.currentTarget.value as Topic | '')}
            />
            <Button variant="default" loading={action.busy} disabled={chosen === '' || chosen === talk.topic} onClick={() => chosen && void correct(chosen)}>
              {t('chats.topic-change')}
            </Button>
          </div>
        </>
      )}
    </>
  )
}
