import { Button } from '@mantine/core'
import type { DeskChat } from '#contract/chat-desk'
import { adviceForChat } from '#contract/learning'
import { useSend } from '../../api/send.ts'
import { setDraft } from '../../parts/drafts.ts'
import { tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import css from './side-pane.module.css'

/** What the language model would answer: shown as a draft, sent by nobody but the employee. */
export function Advice({ talk }: { talk: DeskChat }) {
  const { t } = useTexts()
  const send = useSend(adviceForChat)
  const advice = send.data
  const use = (draft: string, article: string) => {
    setDraft(`chat/${talk.id}/write`, draft)
    setDraft(`chat/${talk.id}/article`, article)
    tell(t('chats.advice-used'))
  }
  return (
    <section aria-labelledby="advice">
      <h2 id="advice">{t('chats.advice')}</h2>
      <p className="muted">{t('chats.advice-hint')}</p>
      {send.error && <ProblemAlert error={send.error} />}
      <Button size="compact-md" variant="default" loading={send.isPending} onClick={() => send.mutate({ params: { id: talk.id }, body: {} })}>
        {t('chats.advice-ask')}
      </Button>
      <div role="status">
        {advice && !advice.article && <p>{t('chats.advice-none')}</p>}
        {advice?.article && <p>{t('chats.advice-article', { title: advice.article.title })}</p>}
        {advice?.draft && (
          <>
            <strong>{t('chats.advice-draft')}</strong>
            <p className={css.said} lang={talk.lang}>
              {advice.draft}
            </p>
          </>
        )}
      </div>
      {advice?.draft && advice.article && talk.can.write && (
        <Button size="compact-md" variant="default" onClick={() => use(advice.draft!, advice.article!.id)}>
          {t('chats.advice-use')}
        </Button>
      )}
    </section>
  )
}
