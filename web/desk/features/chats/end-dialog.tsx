import { Alert, Button, Radio, Stack, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { asksForSecrets } from '#contract/asks-for-secrets'
import { type DeskChat, deskResults, endDeskChat, warnCitizen } from '#contract/chat-desk'
import { useDraft } from '../../parts/drafts.ts'
import { tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { FormDialog } from '../tickets/form-dialog.tsx'
import { draftOfSolution, type Log } from './log.ts'
import { logKey } from './queries.ts'
import { useChatAction } from './use-chat-action.ts'

type Result = (typeof deskResults)[number]
/** Characters that a sentence has at least, as the service asks. */
const least = 3

/** Result and what was solved in a sentence: both go to the citizen, the sentence word by word. */
export function EndDialog({ talk, onClose }: { talk: DeskChat; onClose: () => void }) {
  const { t } = useTexts()
  const action = useChatAction(endDeskChat, talk.id)
  const warning = useChatAction(warnCitizen, talk.id)
  const client = useQueryClient()
  const [proposed] = useState(() => draftOfSolution(client.getQueryData<Log>(logKey(talk.id))?.messages ?? []))
  const [kept, setKept] = useDraft(`chat/${talk.id}/solution`)
  const [touched, setTouched] = useState(kept !== '')
  const solution = touched ? kept : proposed
  const [result, setResult] = useState<Result | null>(null)
  const [tried, setTried] = useState(false)
  const secret = asksForSecrets(solution)
  const short = solution.trim().length < least
  const mustWarn = result === 'abuse' && talk.can.warn
  const warn = async () => {
    if (!(await warning.act({}))) return
    tell(t('chats.done.warn'))
    onClose()
  }
  const submit = async () => {
    setTried(true)
    if (!result || short || secret || mustWarn) return
    if (!(await action.act({ result, solution: solution.trim() }))) return
    setKept('')
    tell(t('chats.done.end'))
    onClose()
  }
  return (
    <FormDialog title={t('chats.do.end')} submit={t('chats.end')} number="" action={action} onSubmit={submit} onClose={onClose}>
      <Radio.Group
        label={t('chats.result')}
        value={result}
        error={tried && !result && t('chats.result-missing')}
        onChange={(value) => setResult(value as Result)}
      >
        <Stack gap={6} mt={6}>
          {deskResults.map((it) => (
            <Radio key={it} value={it} label={t(`chats.result.${it}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {mustWarn ? (
        <Alert role="alert" color="yellow" title={t('chats.warn-first')}>
          <p style={{ marginTop: 0 }}>{t('chats.warn-words')}</p>
          <Button size="compact-md" variant="default" loading={warning.busy} onClick={() => void warn()}>
            {t('chats.do.warn')}
          </Button>
          {warning.error && <ProblemAlert error={warning.error} />}
        </Alert>
      ) : (
        result === 'abuse' && (
          <p className="muted" style={{ margin: 0 }}>
            {t('chats.abuse-hint')}
          </p>
        )
      )}
      <Textarea
        label={t('chats.solution')}
        description={t('chats.solution-hint')}
        autosize
        minRows={2}
        maxLength={1000}
        lang={talk.lang}
        value={solution}
        error={secret ? t('tickets.guard-text', { sentence: secret }) : tried && short && t('chats.solution-missing')}
        onChange={(event) => {
          setTouched(true)
          setKept(event.currentTarget.value)
        }}
      />
    </FormDialog>
  )
}
