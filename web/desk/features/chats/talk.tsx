import type { DeskChat } from '#contract/chat-desk'
import { useCitizenTyping } from '../../live/use-room.ts'
import { useTexts } from '../../texts/texts.tsx'
import { Composer } from './composer.tsx'
import css from './talk.module.css'
import type { OpenDialog } from './talk-dialogs.tsx'
import { TalkHeader } from './talk-header.tsx'
import { TalkLog } from './talk-log.tsx'

interface Props {
  talk: DeskChat
  sideOpen: boolean
  onSide: () => void
  onDialog: (dialog: OpenDialog) => void
}

/** The middle pane: header, what was said, composer. */
export function Talk({ talk, sideOpen, onSide, onDialog }: Props) {
  const { t } = useTexts()
  const typing = useCitizenTyping(`chat:${talk.id}`)
  return (
    <section className={css.talk} aria-label={t('chats.pane.talk')}>
      <TalkHeader talk={talk} sideOpen={sideOpen} onSide={onSide} onDialog={onDialog} />
      <TalkLog talk={talk} />
      {typing && <p className={css.typing}>{t('chats.typing')}</p>}
      <Composer talk={talk} />
    </section>
  )
}
