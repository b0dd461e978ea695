import { Button, Textarea } from '@mantine/core'
import { CopyButton } from '../../parts/copy-button.tsx'
import { useDraft } from '../../parts/drafts.ts'
import writing from '../../parts/writing.module.css'
import { useTexts } from '../../texts/texts.tsx'
import css from './composer.module.css'

/** An answer that was typed when the talk ended or went to somebody else: it can be read and copied still. */
export function Unsent({ id }: { id: string }) {
  const { t } = useTexts()
  const [text, setText] = useDraft(`chat/${id}/write`)
  if (text === '') return null
  return (
    <div className={css.unsent} role="alert">
      <p className={writing.hint}>{t('chats.unsent')}</p>
      <Textarea readOnly autosize maxRows={6} aria-label={t('chats.unsent-text')} value={text} />
      <div className={writing.foot}>
        <CopyButton value={text} label={t('chats.unsent-copy')} />
        <Button variant="default" size="compact-md" onClick={() => setText('')}>
          {t('chats.unsent-drop')}
        </Button>
      </div>
    </div>
  )
}
