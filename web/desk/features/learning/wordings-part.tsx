import { Button, Checkbox, SegmentedControl } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Decided, decideWordings, type Wording } from '#contract/learning'
import { useSend } from '../../api/send.ts'
import { Loaded } from '../../parts/loading.tsx'
import { tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import css from './learning.module.css'
import { learningKey, wordingsQuery } from './queries.ts'
import { WordingItem } from './wording-item.tsx'

type State = 'proposed' | 'approved'

/** What operators proposed, by topic: taken over as it is or as edited, or refused, one by one or the marked ones together. */
export function WordingsPart() {
  const { t } = useTexts()
  const [state, setState] = useState<State>('proposed')
  const asked = useQuery(wordingsQuery(state))
  return (
    <>
      <SegmentedControl
        aria-label={t('learning.show')}
        value={state}
        onChange={(value) => setState(value as State)}
        data={(['proposed', 'approved'] as const).map((value) => ({ value, label: t(`learning.show.${value}`) }))}
      />
      <Loaded asked={asked}>
        {({ items, all, topics, articles }) =>
          items.length === 0 ? (
            <p role="status">{t(`learning.none.${state}`)}</p>
          ) : (
            <List key={state} state={state} items={items} all={all} topics={topics} articles={articles} />
          )
        }
      </Loaded>
    </>
  )
}

interface ListProps {
  state: State
  items: Wording[]
  all: number
  topics: string[]
  articles: { id: string; title: string }[]
}
function List({ state, items, all, topics, articles }: ListProps) {
  const { t } = useTexts()
  const client = useQueryClient()
  const send = useSend(decideWordings)
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const [edits, setEdits] = useState<ReadonlyMap<string, Decided>>(new Map())
  const asEdited = ({ id, text, topic, article }: Wording): Decided => edits.get(id) ?? { text, topic, article }
  const decide = (of: readonly Wording[], take: boolean) =>
    send.mutate(
      { body: { decisions: of.map((one) => ({ id: one.id, approved: take ? asEdited(one) : null })) } },
      {
        onSuccess: ({ decided }) => {
          setMarked(new Set())
          tell(t(take ? 'learning.taken' : 'learning.refused', { count: decided }))
        },
        onSettled: () => client.invalidateQueries({ queryKey: learningKey }),
      },
    )
  const chosen = items.filter(({ id }) => marked.has(id))
  const mark = (id: string, is: boolean) => setMarked(is ? new Set([...marked, id]) : new Set([...marked].filter((one) => one !== id)))
  const nameOf = (topic: string) => t(`knowledge.topic.${topic as 'two_factor'}`)
  const groups = topics.map((topic) => ({ topic, own: items.filter((one) => one.topic === topic) })).filter(({ own }) => own.length > 0)
  return (
    <>
      {send.error && <ProblemAlert error={send.error} />}
      {state === 'proposed' && (
        <div className={css.bar}>
          <Checkbox
            label={t('learning.mark-all', { shown: items.length, all })}
            checked={chosen.length === items.length}
            indeterminate={chosen.length > 0 && chosen.length < items.length}
            onChange={(event) => setMarked(new Set(event.currentTarget.checked ? items.map(({ id }) => id) : []))}
          />
          <Button size="compact-md" disabled={chosen.length === 0} loading={send.isPending} onClick={() => decide(chosen, true)}>
            {t('learning.take-marked', { count: chosen.length })}
          </Button>
          <Button size="compact-md" variant="default" disabled={chosen.length === 0} loading={send.isPending} onClick={() => decide(chosen, false)}>
            {t('learning.refuse-marked', { count: chosen.length })}
          </Button>
        </div>
      )}
      {groups.map(({ topic, own }) => (
        <section key={topic} aria-label={nameOf(topic)}>
          <h2>
            {nameOf(topic)} ({own.length})
          </h2>
          <ul className={css.list}>
            {own.map((one) => (
              <WordingItem
                key={one.id}
                wording={one}
                edited={asEdited(one)}
                topics={topics}
                articles={articles}
                busy={send.isPending}
                marked={state === 'proposed' ? marked.has(one.id) : null}
                onMark={(is) => mark(one.id, is)}
                onEdit={(edit) => setEdits(new Map([...edits, [one.id, edit]]))}
                onDecide={(take) => decide([one], take)}
              />
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
