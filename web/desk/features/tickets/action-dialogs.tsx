import { lazy, Suspense } from 'react'
import type { DialogProps } from './dialog-props.ts'

const part = (name: keyof typeof import('./dialogs.ts')) => lazy(async () => ({ default: (await import('./dialogs.ts'))[name] }))

/** The dialogs of a request come with the first one opened. */
export const dialogs = {
  assign: part('AssignDialog'),
  extend: part('ExtendDialog'),
  approveExtension: part('DecideExtensionDialog'),
  reclassify: part('ClassifyDialog'),
  merge: part('MergeDialog'),
  decline: part('DeclineDialog'),
  transfer: part('TransferDialog'),
  askExternal: part('AskExternalDialog'),
  externalReply: part('ExternalReplyDialog'),
  escalate: part('EscalateDialog'),
  reopen: part('ReopenDialog'),
  erase: part('EraseDialog'),
}
export type OpenDialog = keyof typeof dialogs

export function ActionDialogs({ ticket, open, onClose }: DialogProps & { open: OpenDialog | null }) {
  if (!open) return null
  const Dialog = dialogs[open]
  return (
    <Suspense fallback={null}>
      <Dialog ticket={ticket} onClose={onClose} />
    </Suspense>
  )
}
