import { Button } from '@mantine/core'
import { useNavigate } from 'react-router'
import { draftOfChat } from '#contract/learning'
import { useSend } from '../../api/send.ts'
import { tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'

/** Of a talk that has ended: its question and answer as a draft of an article, which an editor completes. */
export function MakeDraft({ id }: { id: string }) {
  const { t } = useTexts()
  const navigate = useNavigate()
  const send = useSend(draftOfChat)
  const make = () =>
    send.mutate(
      { params: { id }, body: {} },
      {
        onSuccess: (draft) => {
          tell(t('chats.draft-made'))
          navigate(`/knowledge/${draft.id}`)
        },
      },
    )
  return (
    <section aria-labelledby="make-draft">
      <h2 id="make-draft">{t('chats.draft')}</h2>
      <p className="muted">{t('chats.draft-hint')}</p>
      {send.error && <ProblemAlert error={send.error} />}
      <Button variant="default" size="compact-md" loading={send.isPending} onClick={make}>
        {t('chats.draft-make')}
      </Button>
    </section>
  )
}
