import { Button, Checkbox, NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { type Decided, learningLimits, type Wording } from '#contract/learning'
import { useFormat } from '../../parts/format.ts'
import { useTexts } from '../../texts/texts.tsx'
import css from './learning.module.css'

interface Props {
  wording: Wording
  edited: Decided
  topics: readonly string[]
  articles: readonly { id: string; title: string }[]
  busy: boolean
  /** Null where it was taken over already: then it can be given up only. */
  marked: boolean | null
  onMark: (is: boolean) => void
  onEdit: (edit: Decided) => void
  onDecide: (take: boolean) => void
}

/** One wording: what it would teach, what the assistant had taken it for, and what may be done with it. */
export function WordingItem({ wording, edited, topics, articles, busy, marked, onMark, onEdit, onDecide }: Props) {
  const { t } = useTexts()
  const format = useFormat()
  const [edits, setEdits] = useState(false)
  const nameOf = (topic: string) => t(`knowledge.topic.${topic as 'two_factor'}`)
  const titleOf = (id: string) => articles.find((one) => one.id === id)?.title ?? id
  const short = edited.text.slice(0, 60)
  return (
    <li className={css.item}>
      <p className={css.text}>{edited.text}</p>
      <p className="muted" style={{ margin: 0 }}>
        {t('learning.as', { topic: nameOf(edited.topic) })}
        {edited.article && ` ${t('learning.for', { title: titleOf(edited.article) })}`}
        {wording.guess && ` ${t('learning.guessed', { topic: nameOf(wording.guess.topic), percent: Math.round(wording.guess.p * 100) })}`}
      </p>
      <p className="faint" style={{ margin: 0 }}>
        {t('learning.by', { name: wording.by ?? t('words.staff'), at: format.stamp(wording.proposedAt) })}
      </p>
      {edits && (
        <>
          <Textarea
            label={t('learning.text')}
            description={t('learning.text-hint')}
            value={edited.text}
            maxLength={learningLimits.text}
            autosize
            minRows={2}
            onChange={(event) => onEdit({ ...edited, text: event.currentTarget.value })}
          />
          <div className={css.fields}>
            <NativeSelect
              label={t('learning.topic')}
              value={edited.topic}
              data={topics.map((value) => ({ value, label: nameOf(value) }))}
              onChange={(event) => onEdit({ ...edited, topic: event.currentTarget.value })}
            />
            <NativeSelect
              label={t('learning.article')}
              value={edited.article ?? ''}
              data={[{ value: '', label: t('learning.article-none') }, ...articles.map(({ id, title }) => ({ value: id, label: title }))]}
              onChange={(event) => onEdit({ ...edited, article: event.currentTarget.value || null })}
            />
          </div>
        </>
      )}
      <div className={css.line}>
        {marked !== null && (
          <>
            <Checkbox label={t('learning.mark')} checked={marked} onChange={(event) => onMark(event.currentTarget.checked)} />
            <Button size="compact-sm" disabled={busy} aria-label={t('learning.take-this', { text: short })} onClick={() => onDecide(true)}>
              {t('learning.take')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              aria-expanded={edits}
              aria-label={t('learning.edit-this', { text: short })}
              onClick={() => setEdits(!edits)}
            >
              {t('learning.edit')}
            </Button>
          </>
        )}
        <Button
          size="compact-sm"
          variant="default"
          disabled={busy}
          aria-label={t(marked === null ? 'learning.give-up-this' : 'learning.refuse-this', { text: short })}
          onClick={() => onDecide(false)}
        >
          {t(marked === null ? 'learning.give-up' : 'learning.refuse')}
        </Button>
      </div>
    </li>
  )
}
