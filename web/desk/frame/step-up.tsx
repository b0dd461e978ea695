import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { whenProofIsNeeded } from '../api/step-up.ts'
import { meQuery } from './session.ts'

const StepUpDialog = lazy(async () => ({ default: (await import('./step-up-dialog.tsx')).StepUpDialog }))

/** Changes of rights, passwords and factors want a proof no older than five minutes: it is asked here, and the change goes on by itself. */
export function StepUp() {
  const client = useQueryClient()
  const [end, setEnd] = useState<{ with: (proved: boolean) => void } | null>(null)
  useEffect(() => whenProofIsNeeded(() => new Promise((resolve) => setEnd({ with: resolve }))), [])
  if (!end) return null
  const close = (proved: boolean) => {
    end.with(proved)
    setEnd(null)
  }
  return (
    <Suspense fallback={null}>
      <StepUpDialog
        onClose={() => close(false)}
        onProved={(me) => {
          client.setQueryData(meQuery.queryKey, me)
          close(true)
        }}
      />
    </Suspense>
  )
}
