import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type DeskChat, deskRequestOfChat } from '#contract/chat-desk'
import { limits } from '#contract/tickets'
import { type Topic, topics } from '#contract/topics'
import { useDraft } from '../../parts/drafts.ts'
import { tell } from '../../parts/notices.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { FormDialog } from '../tickets/form-dialog.tsx'
import { useChatAction } from './use-chat-action.ts'

/** What was said goes into the request; its subject is proposed from the citizen's first words. */
export function MakeRequestDialog({ talk, onClose }: { talk: DeskChat; onClose: () => void }) {
  const { t } = useTexts()
  const action = useChatAction(deskRequestOfChat, talk.id)
  const [kept, setKept] = useDraft(`chat/${talk.id}/subject`)
  const [touched, setTouched] = useState(kept !== '')
  const subject = touched ? kept : talk.question.slice(0, limits.subject.max)
  const [topic, setTopic] = useState<Topic | ''>(talk.topic ?? '')
  const [tried, setTried] = useState(false)
  const line = subject.trim()
  const short = line.length < limits.subject.min
  const submit = async () => {
    setTried(true)
    if (short || !topic) return
    const made = await action.act({ subject: line, topic })
    if (!made) return
    setKept('')
    tell(t('chats.done.makeRequest', { number: made.number }))
    onClose()
  }
  return (
    <FormDialog title={t('chats.do.makeRequest')} submit={t('chats.make-request')} number="" action={action} onSubmit={submit} onClose={onClose}>
      <TextInput
        label={t('tickets.intake.subject')}
        description={t('chats.subject-hint')}
        maxLength={limits.subject.max}
        lang={talk.lang}
        value={subject}
        error={tried && short && t('problems.subject.too-short', { min: limits.subject.min })}
        onChange={(event) => {
          setTouched(true)
          setKept(event.currentTarget.value)
        }}
      />
      <NativeSelect
        label={t('chats.topic')}
        value={topic}
        error={tried && !topic && t('problems.topic.required')}
        data={[{ value: '', label: t('tickets.choose') }, ...topics.map((it) => ({ value: it, label: t(`words.topic.${it}`) }))]}
        onChange={(event) => setTopic(event.currentTarget.value as Topic | '')}
      />
    </FormDialog>
  )
}
