import { Button, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { articleLimits, type DeskArticle, saveArticle } from '#contract/knowledge'
import { useSend } from '../../api/send.ts'
import { setDraft, useDraft } from '../../parts/drafts.ts'
import { tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import css from './article.module.css'

const langs = ['ru', 'en'] as const
const fields = ['title', 'text', 'asked'] as const
type Field = `${(typeof langs)[number]}.${(typeof fields)[number]}`

const HALF_A_YEAR_MS = 180 * 86_400_000
const reviewIn = (article: DeskArticle) => article.reviewOn ?? new Date(Date.now() + HALF_A_YEAR_MS).toISOString().slice(0, 10)

/** A field that begins with what is stored; what is typed outlives a change of page. */
function useKept(key: string, stored: string): [string, (text: string) => void] {
  const [draft, keep] = useDraft(key)
  const [typed, setTyped] = useState(draft || stored)
  return [
    typed,
    (text) => {
      setTyped(text)
      keep(text)
    },
  ]
}

/** Both languages side by side. What is typed stays while the tab is open, also when it is refused or the page is left. */
export function ArticleForm({ article, topics, mayEdit }: { article: DeskArticle; topics: readonly string[]; mayEdit: boolean }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const send = useSend(saveArticle)
  const [topic, setTopic] = useState(article.topic)
  const [reviewOn, setReviewOn] = useState(reviewIn(article))
  const drafts = {
    'ru.title': useKept(`${article.id}/ru.title`, article.ru.title),
    'ru.text': useKept(`${article.id}/ru.text`, article.ru.text),
    'ru.asked': useKept(`${article.id}/ru.asked`, article.ru.asked.join('\n')),
    'en.title': useKept(`${article.id}/en.title`, article.en.title),
    'en.text': useKept(`${article.id}/en.text`, article.en.text),
    'en.asked': useKept(`${article.id}/en.asked`, article.en.asked.join('\n')),
  } satisfies Record<Field, [string, (text: string) => void]>
  const value = (field: Field) => drafts[field][0]
  const sideOf = (lang: (typeof langs)[number]) => ({
    title: value(`${lang}.title`),
    text: value(`${lang}.text`),
    asked: value(`${lang}.asked`)
      .split('\n')
      .map((one) => one.trim())
      .filter(Boolean)
      .slice(0, articleLimits.asked.count),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate(
      { params: { id: article.id }, body: { topic, reviewOn, ru: sideOf('ru'), en: sideOf('en'), expected: article.version } },
      {
        onSuccess: async ({ version }) => {
          for (const field of Object.keys(drafts)) setDraft(`${article.id}/${field}`, '')
          await client.invalidateQueries({ queryKey: ['knowledge'] })
          tell(t('knowledge.saved', { version }))
        },
      },
    )
  }
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        {send.error && <ProblemAlert error={send.error} />}
        <div className={css.sides}>
          {langs.map((lang) => (
            <fieldset key={lang} className={css.side} lang={lang}>
              <legend>{t(`knowledge.lang.${lang}`)}</legend>
              <Stack gap="sm">
                {fields.map((name) => {
                  const field: Field = `${lang}.${name}`
                  const typed = value(field)
                  const more = {
                    label: t(`knowledge.field.${name}`),
                    value: typed,
                    readOnly: !mayEdit,
                    onChange: (event: { currentTarget: { value: string } }) => drafts[field][1](event.currentTarget.value),
                  }
                  if (name === 'title') return <TextInput key={name} {...more} maxLength={articleLimits.title} />
                  const hint = name === 'asked' ? t('knowledge.asked-hint') : t('knowledge.text-hint', { left: articleLimits.text - [...typed].length })
                  return <Textarea key={name} {...more} description={hint} autosize minRows={name === 'text' ? 8 : 4} maxRows={24} />
                })}
              </Stack>
            </fieldset>
          ))}
        </div>
        <Group align="flex-end">
          <NativeSelect
            label={t('knowledge.column.topic')}
            value={topic}
            disabled={!mayEdit}
            data={[
              ...(topics.includes(topic) ? [] : [{ value: topic, label: t('knowledge.topic-choose') }]),
              ...topics.map((one) => ({ value: one, label: t(`knowledge.topic.${one as 'two_factor'}`) })),
            ]}
            onChange={(event) => setTopic(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('knowledge.column.review')}
            value={reviewOn}
            readOnly={!mayEdit}
            onChange={(event) => setReviewOn(event.currentTarget.value)}
          />
          {mayEdit && (
            <Button type="submit" loading={send.isPending}>
              {t('knowledge.save')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
