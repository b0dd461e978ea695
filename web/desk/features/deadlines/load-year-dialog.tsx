import { Alert, Button, Group, Modal, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { loadCalendarYear } from '#contract/desk'
import { useSend } from '../../api/send.ts'
import { tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'

const maxLength = 200_000

/** Two steps: what would change, then apply. Any edit in between asks for a new look. */
export function LoadYearDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts()
  const [text, setText] = useState('')
  const [status, setStatus] = useState<'official' | 'provisional'>('official')
  const [source, setSource] = useState('')
  const [tried, setTried] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const client = useQueryClient()
  const look = useSend(loadCalendarYear)
  const apply = useSend(loadCalendarYear)
  const seen = look.data
  const edited = () => {
    look.reset()
    apply.reset()
  }
  const body = { text, status, source: source.trim() }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (text.trim() === '' || text.length > maxLength || source.trim() === '') return
    if (!seen) return look.mutate({ body: { ...body, apply: false } })
    apply.mutate(
      { body: { ...body, apply: true } },
      {
        onSuccess: async ({ year }) => {
          await client.invalidateQueries({ queryKey: ['calendar'] })
          tell(t('deadlines.loaded', { year: String(year.year) }))
          onClose()
        },
      },
    )
  }
  const fromFile = async (file: File | undefined) => {
    if (!file) return
    setText(await file.text())
    if (!source) setSource(file.name)
    edited()
  }
  return (
    <Modal opened onClose={onClose} title={t('deadlines.load')} size="lg" closeButtonProps={{ 'aria-label': t('frame.close') }}>
      <form noValidate onSubmit={submit}>
        <Stack gap="sm">
          {(look.error ?? apply.error) && <ProblemAlert error={look.error ?? apply.error} />}
          <div>
            <input
              ref={picker}
              type="file"
              hidden
              accept=".json,.xml,application/json,text/xml"
              aria-label={t('deadlines.file')}
              onChange={(event) => void fromFile(event.currentTarget.files?.[0])}
            />
            <Button variant="default" onClick={() => picker.current?.click()}>
              {t('deadlines.file')}
            </Button>
          </div>
          <Textarea
            label={t('deadlines.text')}
            description={t('deadlines.text-hint')}
            rows={8}
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mono)' } }}
            value={text}
            error={tried && (text.trim() === '' ? t('deadlines.text-missing') : text.length > maxLength && t('deadlines.text-long'))}
            onChange={(event) => {
              setText(event.currentTarget.value)
              edited()
            }}
          />
          <Radio.Group
            label={t('deadlines.column.status')}
            value={status}
            onChange={(value) => {
              setStatus(value === 'provisional' ? 'provisional' : 'official')
              edited()
            }}
          >
            <Stack gap={6} mt={6}>
              <Radio value="official" label={t('deadlines.status.official')} />
              <Radio value="provisional" label={t('deadlines.status.provisional')} />
            </Stack>
          </Radio.Group>
          <TextInput
            label={t('deadlines.column.source')}
            description={t('deadlines.source-hint')}
            maxLength={300}
            value={source}
            error={tried && source.trim() === '' && t('deadlines.source-missing')}
            onChange={(event) => {
              setSource(event.currentTarget.value)
              edited()
            }}
          />
          {seen && (
            <Alert
              variant="light"
              role="status"
              title={t('deadlines.diff', { year: String(seen.year.year), working: seen.year.working, shortened: seen.year.shortened })}
            >
              {t('deadlines.diff-dates', { later: seen.later, earlier: seen.earlier, kept: seen.kept })}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('frame.cancel')}
            </Button>
            <Button type="submit" loading={look.isPending || apply.isPending}>
              {t(seen ? 'deadlines.apply' : 'deadlines.look')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
