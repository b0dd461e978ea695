import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { chooseModel, type ModelLine, trainModel } from '#contract/learning'
import { useSend } from '../../api/send.ts'
import { Chip } from '../../parts/chip.tsx'
import { useFormat } from '../../parts/format.ts'
import { Loaded } from '../../parts/loading.tsx'
import { tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import css from './learning.module.css'
import { learningKey, modelsQuery } from './queries.ts'

const looks = {
  live: { icon: 'circle-check', tone: 'ok' },
  kept: { icon: 'circle-minus', tone: 'neutral' },
  refused: { icon: 'progress-help', tone: 'warn' },
} as const

/** Sentences of a refusal's codes: fewer right answers, worse at a topic. */
function useReasons() {
  const { t } = useTexts()
  return (reasons: readonly string[]) =>
    reasons
      .map((reason) => {
        const [code, topic = ''] = reason.split(':')
        return code === 'worse'
          ? t('learning.reason.worse', { topic: t(`knowledge.topic.${topic as 'two_factor'}`) })
          : t(`learning.reason.${code as 'fewer-right'}`)
      })
      .join(' ')
}

/** Which model is in use, how it was judged, and the ways back. */
export function ModelsPart() {
  const { t } = useTexts()
  const client = useQueryClient()
  const asked = useQuery(modelsQuery)
  const train = useSend(trainModel)
  const choose = useSend(chooseModel)
  const reasonsOf = useReasons()
  const [made, setMade] = useState('')
  const after = { onSettled: () => client.invalidateQueries({ queryKey: learningKey }) }
  const learn = () =>
    train.mutate(
      { body: {} },
      { ...after, onSuccess: ({ state, reasons }) => setMade(state === 'live' ? t('learning.is-live') : `${t('learning.is-refused')} ${reasonsOf(reasons)}`) },
    )
  const use = (version: string | null) => choose.mutate({ body: { version } }, { ...after, onSuccess: () => tell(t('learning.is-chosen')) })
  const error = train.error ?? choose.error
  return (
    <>
      <p className="muted">{t('learning.models-hint')}</p>
      {error && <ProblemAlert error={error} />}
      <Loaded asked={asked}>
        {({ items, live, shipped, fresh }) => (
          <>
            <div className={css.bar}>
              <Button loading={train.isPending} onClick={learn}>
                {t('learning.learn')}
              </Button>
              <span>{t('learning.fresh', { count: fresh })}</span>
            </div>
            <p role="status">{made}</p>
            <ul className={css.list}>
              {items.map((model) => (
                <ModelItem
                  key={model.version}
                  model={model}
                  reasons={reasonsOf(model.verdict.reasons)}
                  busy={choose.isPending}
                  onUse={() => use(model.version)}
                />
              ))}
              <li className={css.item}>
                <div className={css.line}>
                  <strong>{t('learning.shipped')}</strong>
                  {live === shipped && <Chip {...looks.live}>{t('learning.state.live')}</Chip>}
                </div>
                {live !== shipped && (
                  <div className={css.line}>
                    <Button size="compact-sm" variant="default" loading={choose.isPending} onClick={() => use(null)}>
                      {t('learning.use-shipped')}
                    </Button>
                  </div>
                )}
              </li>
            </ul>
          </>
        )}
      </Loaded>
    </>
  )
}

function ModelItem({ model, reasons, busy, onUse }: { model: ModelLine; reasons: string; busy: boolean; onUse: () => void }) {
  const { t } = useTexts()
  const format = useFormat()
  const { before, after } = model.verdict
  return (
    <li className={css.item}>
      <div className={css.line}>
        <strong>{format.longTime(model.at)}</strong>
        <Chip {...looks[model.state]}>{t(`learning.state.${model.state}`)}</Chip>
      </div>
      <span>{t('learning.made', { name: model.by ?? t('learning.by-night'), count: model.wordings, seconds: (model.tookMs / 1000).toFixed(1) })}</span>
      <span>{t('learning.judged', { texts: after.texts, before: before.right, after: after.right })}</span>
      {reasons && <span>{reasons}</span>}
      {model.state === 'kept' && (
        <div className={css.line}>
          <Button size="compact-sm" variant="default" loading={busy} aria-label={t('learning.use-this', { at: format.longTime(model.at) })} onClick={onUse}>
            {t('learning.use')}
          </Button>
        </div>
      )}
    </li>
  )
}
