import { Modal } from '@mantine/core'
import { lazy, Suspense } from 'react'
import type { Me } from '#contract/staff'
import { Loading } from '../parts/loading.tsx'
import { useTexts } from '../texts/texts.tsx'

const ProveAgain = lazy(async () => ({ default: (await import('../features/staff/prove-factor.tsx')).ProveAgain }))

export function StepUpDialog({ onProved, onClose }: { onProved: (me: Me) => void; onClose: () => void }) {
  const { t } = useTexts()
  return (
    <Modal opened onClose={onClose} title={t('staff.factor-again')} centered zIndex={400} closeButtonProps={{ 'aria-label': t('frame.close') }}>
      <Suspense fallback={<Loading />}>
        <ProveAgain onDone={onProved} />
      </Suspense>
    </Modal>
  )
}
