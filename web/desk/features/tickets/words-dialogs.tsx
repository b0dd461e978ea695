import { Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { askExternal, escalate, recordExternalReply, reopenByStaff } from '#contract/desk'
import { useDraft } from '../../parts/drafts.ts'
import { tell } from '../../parts/notices.tsx'
import { useTexts } from '../../texts/texts.tsx'
import type { DialogProps } from './dialog-props.ts'
import { FormDialog } from './form-dialog.tsx'
import { digitsOf } from './queries.ts'
import { useAction } from './use-action.ts'

const routes = { escalate, reopen: reopenByStaff, externalReply: recordExternalReply } as const

/** Actions that need words and nothing else. */
function WordsDialog({ ticket, onClose, which }: DialogProps & { which: keyof typeof routes }) {
  const { t } = useTexts()
  const number = digitsOf(ticket.line.number)
  const action = useAction<(typeof routes)[typeof which]>(routes[which], ticket)
  const [text, setText] = useDraft(`${number}/${which}`)
  const [tried, setTried] = useState(false)
  const submit = async () => {
    setTried(true)
    if (text.trim() === '') return
    if (await action.act({ text })) {
      setText('')
      tell(t(`tickets.done.${which}`))
      onClose()
    }
  }
  return (
    <FormDialog title={t(`tickets.action.${which}`)} submit={t(`tickets.do.${which}`)} number={number} action={action} onSubmit={submit} onClose={onClose}>
      <Textarea
        label={t(`tickets.words.${which}`)}
        autosize
        minRows={4}
        value={text}
        error={tried && text.trim() === '' && t('tickets.words-missing')}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

export const EscalateDialog = (props: DialogProps) => <WordsDialog {...props} which="escalate" />
export const ReopenDialog = (props: DialogProps) => <WordsDialog {...props} which="reopen" />
export const ExternalReplyDialog = (props: DialogProps) => <WordsDialog {...props} which="externalReply" />

export function AskExternalDialog({ ticket, onClose }: DialogProps) {
  const { t } = useTexts()
  const number = digitsOf(ticket.line.number)
  const action = useAction(askExternal, ticket)
  const [body, setBody] = useDraft(`${number}/external-body`)
  const [text, setText] = useDraft(`${number}/external`)
  const [tried, setTried] = useState(false)
  const submit = async () => {
    setTried(true)
    if (body.trim().length < 2) return
    if (await action.act({ body: body.trim(), ...(text.trim() ? { text } : {}) })) {
      setBody('')
      setText('')
      tell(t('tickets.done.askExternal'))
      onClose()
    }
  }
  return (
    <FormDialog
      title={t('tickets.action.askExternal')}
      submit={t('tickets.do.askExternal')}
      number={number}
      action={action}
      onSubmit={submit}
      onClose={onClose}
    >
      <p style={{ margin: 0 }}>{t('tickets.external-hint')}</p>
      <TextInput
        label={t('tickets.body')}
        maxLength={200}
        value={body}
        error={tried && body.trim().length < 2 && t('tickets.body-missing')}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <Textarea
        label={t('tickets.external-text')}
        autosize
        minRows={3}
        maxLength={5000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
