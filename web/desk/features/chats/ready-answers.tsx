import { Button, Modal, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type DeskChat, readyAnswers } from '#contract/chat-desk'
import type { ReplyOf } from '#contract/route'
import { call } from '../../api/call.ts'
import { Loaded } from '../../parts/loading.tsx'
import { useTexts } from '../../texts/texts.tsx'
import css from './ready-answers.module.css'

export type Article = ReplyOf<typeof readyAnswers>[number]

/** Published articles in the language of the talk; one goes into the answer, where it is edited. What the citizen wrote is not put into the search: addresses are kept. */
export function ReadyAnswers({ talk, onPick, onClose }: { talk: DeskChat; onPick: (article: Article) => void; onClose: () => void }) {
  const { t } = useTexts()
  const [typed, setTyped] = useState(talk.topic ? t(`words.topic.${talk.topic}`) : '')
  const [q] = useDebouncedValue(typed.trim(), 300)
  const asked = useQuery({
    queryKey: ['ready-answers', talk.lang, q],
    queryFn: ({ signal }) => call(readyAnswers, { query: { q, lang: talk.lang }, signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <Modal opened onClose={onClose} title={t('chats.ready')} size="lg" closeButtonProps={{ 'aria-label': t('frame.close') }}>
      <Stack gap="sm">
        <TextInput
          data-autofocus
          label={t('chats.ready-search')}
          description={t('chats.ready-hint')}
          maxLength={400}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Loaded asked={asked}>
          {(articles) => (
            <>
              <p role="status" className="muted" style={{ margin: 0 }}>
                {articles.length ? t('chats.ready-found', { count: articles.length }) : t('chats.ready-none')}
              </p>
              <ul className={css.articles}>
                {articles.map((article) => (
                  <li key={article.id} lang={talk.lang}>
                    <h3>{article.title}</h3>
                    <p className="prewrap">{article.text}</p>
                    <Button size="compact-md" variant="default" aria-label={t('chats.insert-this', { title: article.title })} onClick={() => onPick(article)}>
                      {t('chats.insert')}
                    </Button>
                  </li>
                ))}
              </ul>
            </>
          )}
        </Loaded>
      </Stack>
    </Modal>
  )
}
