import { Button, NativeSelect } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DeskChat } from '#contract/chat-desk'
import { type Correction, correct, corrections, takeBackCorrection } from '#contract/learning'
import { call } from '../../api/call.ts'
import { useSend } from '../../api/send.ts'
import { chatKeys } from '../../frame/presence.ts'
import { tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { Advice } from './advice.tsx'
import css from './side-pane.module.css'

/** What the assistant took a message for, and what it was in truth: one press, which an editor sees before the assistant learns from it. */
export function Teach({ talk }: { talk: DeskChat }) {
  const { id } = talk
  const { t } = useTexts()
  const asked = useQuery({ queryKey: [...chatKeys.talk(id), 'corrections'], queryFn: ({ signal }) => call(corrections, { params: { id }, signal }) })
  const [chosen, setChosen] = useState<number | null>(null)
  const messages = asked.data?.messages ?? []
  const message = messages.find(({ seq }) => seq === chosen) ?? messages[0]
  if (!message) return null
  return (
    <>
      {asked.data?.advice && !talk.endedAt && <Advice talk={talk} />}
      <section aria-labelledby="teach">
        <h2 id="teach">{t('chats.teach')}</h2>
        {messages.length > 1 && (
          <NativeSelect
            label={t('chats.teach-message')}
            value={message.seq}
            data={messages.map(({ seq, text }) => ({ value: String(seq), label: text.slice(0, 60) }))}
            onChange={(event) => setChosen(Number(event.currentTarget.value))}
          />
        )}
        <p className={css.said}>{message.text}</p>
        <Message key={message.seq} id={id} message={message} topics={asked.data?.topics ?? []} />
      </section>
    </>
  )
}

function Message({ id, message, topics }: { id: string; message: Correction; topics: readonly string[] }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const say = useSend(correct)
  const undo = useSend(takeBackCorrection)
  const [other, setOther] = useState('')
  const params = { id, seq: message.seq }
  const nameOf = (topic: string) => t(`knowledge.topic.${topic as 'two_factor'}`)
  const done = (words: string) => ({
    onSuccess: () => tell(words),
    onSettled: () => client.invalidateQueries({ queryKey: [...chatKeys.talk(id), 'corrections'] }),
  })
  const propose = (body: { topic: string } | { article: string }) => say.mutate({ params, body }, done(t('chats.teach-done')))
  const { guess, proposal } = message
  const error = say.error ?? undo.error
  return (
    <>
      <p className="muted">
        {guess
          ? t('chats.teach-guess', { topic: nameOf(guess.topic), percent: Math.round(guess.p * 100), does: t(`chats.teach-does.${guess.does}`) })
          : t('chats.teach-unheard')}
      </p>
      {error && <ProblemAlert error={error} />}
      {proposal ? (
        <div className={css.line}>
          <span>
            {proposal.article
              ? t('chats.teach-said-article', { title: message.articles.find((one) => one.id === proposal.article)?.title ?? proposal.article })
              : t('chats.teach-said-topic', { topic: nameOf(proposal.topic) })}
          </span>
          <Button size="compact-sm" variant="default" loading={undo.isPending} onClick={() => undo.mutate({ params }, done(t('chats.teach-undone')))}>
            {t('chats.teach-undo')}
          </Button>
        </div>
      ) : (
        <>
          <ul className={css.guesses} aria-label={t('chats.teach-about')}>
            {message.topics.map((topic) => (
              <li key={topic}>
                <Button size="compact-sm" variant="default" disabled={say.isPending} onClick={() => propose({ topic })}>
                  {nameOf(topic)}
                </Button>
              </li>
            ))}
          </ul>
          {message.articles.length > 0 && <p className={css.lead}>{t('chats.teach-article')}</p>}
          <ul className={css.guesses} aria-label={t('chats.teach-article')}>
            {message.articles.map(({ id: article, title }) => (
              <li key={article}>
                <Button className={css.wraps} size="compact-sm" variant="default" disabled={say.isPending} onClick={() => propose({ article })}>
                  {title}
                </Button>
              </li>
            ))}
          </ul>
          <div className={css.choice}>
            <NativeSelect
              label={t('chats.teach-other')}
              value={other}
              data={[{ value: '', label: t('tickets.choose') }, ...topics.map((value) => ({ value, label: nameOf(value) }))]}
              onChange={(event) => setOther(event.currentTarget.value)}
            />
            <Button variant="default" loading={say.isPending} disabled={other === ''} onClick={() => propose({ topic: other })}>
              {t('chats.teach-say')}
            </Button>
          </div>
        </>
      )}
    </>
  )
}
