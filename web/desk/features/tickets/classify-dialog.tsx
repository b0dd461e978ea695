import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { reclassify } from '#contract/desk'
import { categories, priorityClasses, topics } from '#contract/topics'
import { tell } from '../../parts/notices.tsx'
import { useTexts } from '../../texts/texts.tsx'
import type { DialogProps } from './dialog-props.ts'
import { FormDialog } from './form-dialog.tsx'
import { digitsOf } from './queries.ts'
import { suggestedTopic } from './suggested-topic.ts'
import { useAction } from './use-action.ts'

export function ClassifyDialog({ ticket, onClose }: DialogProps) {
  const { t } = useTexts()
  const { line } = ticket
  const action = useAction(reclassify, ticket)
  const suggested = suggestedTopic(ticket)
  const [topic, setTopic] = useState(suggested?.topic ?? line.topic)
  const [category, setCategory] = useState(line.category)
  const [priorityClass, setClass] = useState(line.priorityClass)
  const change = {
    ...(topic !== line.topic ? { topic } : {}),
    ...(category !== line.category ? { category } : {}),
    ...(priorityClass !== line.priorityClass ? { priorityClass } : {}),
  }
  const same = Object.keys(change).length === 0
  const submit = async () => {
    if (await action.act(change)) {
      tell(t('tickets.done.reclassify'))
      onClose()
    }
  }
  return (
    <FormDialog
      title={t('tickets.action.reclassify')}
      submit={t('tickets.classify')}
      disabled={same}
      number={digitsOf(line.number)}
      action={action}
      onSubmit={submit}
      onClose={onClose}
    >
      <NativeSelect
        label={t('tickets.filter.topic')}
        description={
          suggested &&
          `${t('tickets.fact.suggested')}: ${t('tickets.suggested-topic', { topic: t(`words.topic.${suggested.topic}`), percent: suggested.percent })}`
        }
        value={topic}
        data={topics.map((it) => ({ value: it, label: t(`words.topic.${it}`) }))}
        onChange={(event) => setTopic(event.currentTarget.value as typeof topic)}
      />
      <NativeSelect
        label={t('tickets.category')}
        value={category}
        data={categories.map((it) => ({ value: it, label: t(`words.category.${it}`) }))}
        onChange={(event) => setCategory(event.currentTarget.value as typeof category)}
      />
      <NativeSelect
        label={t('tickets.filter.priorityClass')}
        description={t('tickets.classify-hint')}
        value={priorityClass}
        data={priorityClasses.map((it) => ({ value: it, label: t(`words.class.${it}`) }))}
        onChange={(event) => setClass(event.currentTarget.value as typeof priorityClass)}
      />
      <p className="muted" style={{ margin: 0 }}>
        {t(same ? 'tickets.classify-same' : 'tickets.classify-recount')}
      </p>
    </FormDialog>
  )
}
