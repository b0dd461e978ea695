import type { ChatState } from '#contract/chat'
import type { DeskChatLine } from '#contract/chat-desk'
import type { Tone } from '../../../ui/looks.ts'
import { Chip } from '../../parts/chip.tsx'
import type { LookIcon } from '../../parts/icons.ts'
import { useTexts } from '../../texts/texts.tsx'

const looks: Record<ChatState, { icon: LookIcon; tone: Tone }> = {
  bot: { icon: 'info-circle', tone: 'neutral' },
  queued: { icon: 'clock', tone: 'warn' },
  with_operator: { icon: 'progress', tone: 'info' },
  with_specialist: { icon: 'progress', tone: 'info' },
  waiting_citizen: { icon: 'hand-stop', tone: 'wait' },
  offline_request: { icon: 'inbox', tone: 'neutral' },
  ended: { icon: 'archive', tone: 'neutral' },
}
/** What cannot wait for a second sentence stands out. */
const urgent = ['crisis', 'money', 'leaked-code', 'compromise', 'data-of-others']

export function StateChip({ state }: { state: ChatState }) {
  const { t } = useTexts()
  return <Chip {...looks[state]}>{t(`chats.state.${state}`)}</Chip>
}

/** Why a person is needed; without a reason the citizen asked for one. */
export function ReasonChip({ reason }: { reason: string | null }) {
  const { t, maybe } = useTexts()
  const isUrgent = reason !== null && urgent.includes(reason)
  return (
    <Chip tone={isUrgent ? 'danger' : 'neutral'} {...(isUrgent && { icon: 'alert-octagon' as const })}>
      {reason === null ? t('chats.reason.asked') : (maybe(`chats.reason.${reason}`) ?? t('chats.reason.other'))}
    </Chip>
  )
}

const reviews = {
  due: { icon: 'clock-exclamation', tone: 'warn' },
  fair: { icon: 'circle-check', tone: 'neutral' },
  unfair: { icon: 'circle-x', tone: 'danger' },
} as const
/** Of a talk that was ended for abuse: what a supervisor found. */
export function ReviewChip({ review }: { review: DeskChatLine['review'] }) {
  const { t } = useTexts()
  return review && <Chip {...reviews[review]}>{t(`chats.review.${review}`)}</Chip>
}
