import { Button, Group, Modal, Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { type ImportProblem, importArticles } from '#contract/knowledge'
import { useSend } from '../../api/send.ts'
import { tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'

const maxLength = 2_000_000

/** Two steps: what would change, then all of it or nothing. Another file asks for a new look. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t, lang } = useTexts()
  const [file, setFile] = useState<{ name: string; text: string } | null>(null)
  const [tried, setTried] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const client = useQueryClient()
  const look = useSend(importArticles)
  const apply = useSend(importArticles)
  const seen = look.data
  const different = seen?.articles.filter(({ what }) => what !== 'same') ?? []
  const isLong = (file?.text.length ?? 0) > maxLength
  const choose = async (chosen: File | undefined) => {
    if (!chosen) return
    look.reset()
    apply.reset()
    setTried(false)
    setFile({ name: chosen.name, text: await chosen.text() })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!file || isLong) return
    if (!seen) return look.mutate({ body: { text: file.text, apply: false } })
    apply.mutate(
      { body: { text: file.text, apply: true } },
      {
        onSuccess: async ({ applied }) => {
          if (!applied) return look.reset()
          await client.invalidateQueries({ queryKey: ['knowledge'] })
          tell(t('knowledge.imported', { count: different.length }))
          onClose()
        },
      },
    )
  }
  const mayApply = seen && seen.problems.length === 0 && different.length > 0
  return (
    <Modal opened onClose={onClose} title={t('knowledge.import')} size="lg" closeButtonProps={{ 'aria-label': t('frame.close') }}>
      <form noValidate onSubmit={submit}>
        <Stack gap="sm">
          {(look.error ?? apply.error) && <ProblemAlert error={look.error ?? apply.error} />}
          <p style={{ margin: 0 }}>{t('knowledge.import-hint')}</p>
          <Group>
            <input
              ref={picker}
              type="file"
              hidden
              accept=".json,application/json"
              aria-label={t('knowledge.import-file')}
              onChange={(event) => void choose(event.currentTarget.files?.[0])}
            />
            <Button data-autofocus variant="default" onClick={() => picker.current?.click()}>
              {t('knowledge.import-file')}
            </Button>
            <span>{file?.name}</span>
          </Group>
          {tried && !file && <p role="alert">{t('knowledge.import-missing')}</p>}
          {isLong && <p role="alert">{t('knowledge.import-long')}</p>}
          {seen && (
            <div role="status">
              {seen.problems.length > 0 ? (
                <>
                  <p>{t('knowledge.import-problems', { count: seen.problems.length })}</p>
                  <ul>
                    {seen.problems.map((problem) => (
                      <ProblemLine key={`${problem.line} ${problem.field} ${problem.code}`} problem={problem} />
                    ))}
                  </ul>
                </>
              ) : (
                <>
                  <p>{t('knowledge.import-changes', { count: different.length, same: seen.articles.length - different.length })}</p>
                  <ul>
                    {different.map(({ id, titles, what, fields }) => (
                      <li key={id}>
                        {titles[lang]} ({t(`knowledge.import-${what as 'new' | 'changed'}`)}
                        {fields.length > 0 && `: ${fields.map((field) => t(`knowledge.part.${field as 'topic'}`)).join(', ')}`})
                      </li>
                    ))}
                  </ul>
                </>
              )}
            </div>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('frame.cancel')}
            </Button>
            <Button type="submit" disabled={seen !== undefined && !mayApply} loading={look.isPending || apply.isPending}>
              {t(mayApply ? 'knowledge.import-apply' : 'knowledge.import-look')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function ProblemLine({ problem: { line, id, field, code, details } }: { problem: ImportProblem }) {
  const { t, maybe } = useTexts()
  const values = Object.fromEntries(
    Object.entries(details ?? {}).filter((entry): entry is [string, string | number] => ['string', 'number'].includes(typeof entry[1])),
  )
  const where = [line === null ? '' : t('knowledge.import-line', { line }), id ?? '', field].filter(Boolean).join(', ')
  return <li>{t('problems.field', { field: where, code: maybe(`problems.${code}`, values) ?? code })}</li>
}
