import { lazy, Suspense } from 'react'
import type { DeskChat } from '#contract/chat-desk'

const part = (name: keyof typeof import('./dialogs.ts')) => lazy(async () => ({ default: (await import('./dialogs.ts'))[name] }))
/** They come with the first one opened. */
const dialogs = { transfer: part('HandOverDialog'), makeRequest: part('MakeRequestDialog'), end: part('EndDialog') }
export type OpenDialog = keyof typeof dialogs

export function TalkDialogs({ talk, open, onClose }: { talk: DeskChat; open: OpenDialog | null; onClose: () => void }) {
  if (!open) return null
  const Dialog = dialogs[open]
  return (
    <Suspense fallback={null}>
      <Dialog talk={talk} onClose={onClose} />
    </Suspense>
  )
}
