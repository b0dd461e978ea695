import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconLayoutSidebarRightCollapse, IconLayoutSidebarRightExpand } from '@tabler/icons-react'
import { acceptChat, askSignIn, type DeskChat, declineChat, reviewChat, waitForCitizen } from '#contract/chat-desk'
import { serverNow } from '../../api/clock.ts'
import { useShortcut } from '../../frame/keys.ts'
import { Chip } from '../../parts/chip.tsx'
import { ClassChip } from '../../parts/chips.tsx'
import { CopyButton, copy } from '../../parts/copy-button.tsx'
import { announce, tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { ReasonChip, ReviewChip, StateChip } from './state-chip.tsx'
import css from './talk.module.css'
import { WaitClock } from './talk-cards.tsx'
import type { OpenDialog } from './talk-dialogs.tsx'
import { useChatAction } from './use-chat-action.ts'
import { clockOf } from './waiting.ts'

interface Props {
  talk: DeskChat
  sideOpen: boolean
  onSide: () => void
  onDialog: (dialog: OpenDialog) => void
}

/** Whose move it is and since when, and what may be done with the talk now: the server says it in `can`. */
export function TalkHeader({ talk, sideOpen, onSide, onDialog }: Props) {
  const { t } = useTexts()
  const wide = useMediaQuery('(min-width: 64em)', true, { getInitialValueInEffect: false })
  const accept = useChatAction(acceptChat, talk.id)
  const decline = useChatAction(declineChat, talk.id)
  const wait = useChatAction(waitForCitizen, talk.id)
  const review = useChatAction(reviewChat, talk.id)
  const signIn = useChatAction(askSignIn, talk.id)
  const open = (dialog: OpenDialog) => () => (talk.can[dialog] ? onDialog(dialog) : tell(t('tickets.not-now', { action: t(`chats.do.${dialog}`) })))
  const move = talk.waitingSince ? t('tickets.move.ours') : t('tickets.move.citizen')
  useShortcut('transfer', open('transfer'))
  useShortcut('resolve', open('end'))
  useShortcut('copyNumber', () => void copy(talk.number).then(() => announce(t('frame.copied'))))
  useShortcut('announce', () => {
    const waits = talk.waitingSince && t('chats.waits', { clock: clockOf(serverNow() - Date.parse(talk.waitingSince)) })
    announce([t(`chats.state.${talk.state}`), move, waits].filter(Boolean).join('. '))
  })
  const run = async (action: typeof accept, said: 'accept' | 'decline' | 'wait' | 'asked-sign-in') => {
    if (await action.act({})) tell(t(`chats.done.${said}`))
  }
  const judge = async (fair: boolean) => {
    if (await review.act({ fair })) tell(t('chats.done.review'))
  }
  const SideIcon = sideOpen ? IconLayoutSidebarRightCollapse : IconLayoutSidebarRightExpand
  return (
    <header className={css.header}>
      <div className={css.line}>
        <h2 className={css.number}>{talk.number}</h2>
        <CopyButton value={talk.number} label={t('chats.copy-number', { number: talk.number })} />
        <StateChip state={talk.state} />
        <ClassChip line={{ priorityClass: talk.priorityClass, kind: '' }} />
        {talk.state === 'queued' && <ReasonChip reason={talk.reason} />}
        {talk.waitingSince && <WaitClock since={talk.waitingSince} />}
        {wide && (
          <Button
            className={css.push}
            variant="subtle"
            size="compact-sm"
            px={6}
            aria-pressed={sideOpen}
            aria-label={t('chats.side')}
            title={t('chats.side')}
            onClick={onSide}
          >
            <SideIcon size={20} stroke={1.75} aria-hidden />
          </Button>
        )}
      </div>
      <div className={css.line}>
        <span className="muted">{talk.topic ? t(`words.topic.${talk.topic}`) : t('chats.topic-none')}</span>
        {talk.holder && <span className="muted">{t('chats.held-by', { name: talk.holder.name })}</span>}
        <ReviewChip review={talk.review} />
        {talk.rating !== null && (
          <Chip tone="neutral" icon="info-circle">
            {t('chats.rated', { score: talk.rating })}
          </Chip>
        )}
      </div>
      <div className={css.line}>
        {talk.can.accept && (
          <Button size="compact-md" loading={accept.busy} onClick={() => void run(accept, 'accept')}>
            {t('chats.do.accept')}
          </Button>
        )}
        {talk.can.decline && (
          <Button size="compact-md" variant="default" loading={decline.busy} onClick={() => void run(decline, 'decline')}>
            {t('chats.decline')}
          </Button>
        )}
        {talk.can.wait && (
          <Button size="compact-md" variant="default" loading={wait.busy} onClick={() => void run(wait, 'wait')}>
            {t('chats.do.wait')}
          </Button>
        )}
        {talk.can.review &&
          ([true, false] as const).map((fair) => (
            <Button key={String(fair)} size="compact-md" variant="default" loading={review.busy} onClick={() => void judge(fair)}>
              {t(fair ? 'chats.do.review-fair' : 'chats.do.review-unfair')}
            </Button>
          ))}
        {talk.can.askSignIn && (
          <Button size="compact-md" variant="default" loading={signIn.busy} onClick={() => void run(signIn, 'asked-sign-in')}>
            {t(talk.citizen.account ? 'chats.ask-step-up' : 'chats.ask-sign-in')}
          </Button>
        )}
        {(['transfer', 'makeRequest', 'end'] as const).map(
          (dialog) =>
            talk.can[dialog] && (
              <Button key={dialog} size="compact-md" variant="default" onClick={() => onDialog(dialog)}>
                {t(`chats.do.${dialog}`)}
              </Button>
            ),
        )}
      </div>
      {Object.entries({ accept, decline, wait, review, signIn }).map(([name, { error }]) => error && <ProblemAlert key={name} error={error} />)}
    </header>
  )
}
