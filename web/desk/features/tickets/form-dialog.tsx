import { Button, Group, Modal, Stack } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { useShortcut } from '../../frame/keys.ts'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { StaleNotice } from './stale-notice.tsx'

interface Props {
  title: string
  /** Verb and thing. */
  submit: string
  danger?: boolean
  disabled?: boolean
  number: string
  action: { busy: boolean; error: unknown; staleSince: number | null }
  onSubmit: () => unknown
  onClose: () => void
  children: ReactNode
}

/** One action, its fields and one filled button. Esc closes it; what was typed into drafts stays. */
export function FormDialog({ title, submit, danger, disabled, number, action, onSubmit, onClose, children }: Props) {
  const { t } = useTexts()
  const run = () => {
    if (!action.busy && !disabled) void onSubmit()
  }
  useShortcut('send', run)
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': t('frame.close') }}>
      <form
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          run()
        }}
      >
        <Stack gap="sm">
          <StaleNotice number={number} since={action.staleSince} />
          {action.error ? <ProblemAlert error={action.error} /> : null}
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('frame.cancel')}
            </Button>
            <Button type="submit" color={danger ? 'danger' : undefined} loading={action.busy} disabled={disabled}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
