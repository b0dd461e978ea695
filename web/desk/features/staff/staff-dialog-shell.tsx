import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { FormEvent, ReactNode } from 'react'
import type { Employee } from '#contract/staff'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'

export interface PersonDialog {
  person: Employee
  onClose: () => void
}

interface ShellProps {
  title: string
  submit: string
  danger?: boolean
  busy: boolean
  error: unknown
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}
export function Shell({ title, submit, danger, busy, error, onSubmit, onClose, children }: ShellProps) {
  const { t } = useTexts()
  const run = (event: FormEvent) => {
    event.preventDefault()
    if (!busy) onSubmit()
  }
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': t('frame.close') }}>
      <form noValidate onSubmit={run}>
        <Stack gap="sm">
          {error ? <ProblemAlert error={error} /> : null}
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('frame.cancel')}
            </Button>
            <Button type="submit" color={danger ? 'danger' : undefined} loading={busy}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** The list is asked again after each change, so that it shows what the server keeps. */
export const useDone = () => {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['staff'] })
}

export function ReasonField({ reason, onReason, tried }: { reason: string; onReason: (reason: string) => void; tried: boolean }) {
  const { t } = useTexts()
  return (
    <TextInput
      label={t('staff.reason')}
      maxLength={300}
      value={reason}
      error={tried && reason.trim().length < 3 && t('staff.reason-missing')}
      onChange={(event) => onReason(event.currentTarget.value)}
    />
  )
}
