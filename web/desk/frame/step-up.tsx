import { Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { whenProofIsNeeded } from '../api/step-up.ts'
import { Loading } from '../parts/loading.tsx'
import { useTexts } from '../texts/texts.tsx'
import { meQuery } from './session.ts'

const ProveAgain = lazy(async () => ({ default: (await import('../features/staff/prove-factor.tsx')).ProveAgain }))

/** Changes of rights, passwords and factors want a proof no older than five minutes: it is asked here, and the change goes on by itself. */
export function StepUp() {
  const { t } = useTexts()
  const client = useQueryClient()
  const [end, setEnd] = useState<{ with: (proved: boolean) => void } | null>(null)
  useEffect(() => whenProofIsNeeded(() => new Promise((resolve) => setEnd({ with: resolve }))), [])
  if (!end) return null
  const close = (proved: boolean) => {
    end.with(proved)
    setEnd(null)
  }
  return (
    <Modal opened onClose={() => close(false)} title={t('staff.factor-again')} centered zIndex={400} closeButtonProps={{ 'aria-label': t('frame.close') }}>
      <Suspense fallback={<Loading />}>
        <ProveAgain
          onDone={(me) => {
            client.setQueryData(meQuery.queryKey, me)
            close(true)
          }}
        />
      </Suspense>
    </Modal>
  )
}
