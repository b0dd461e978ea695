import { Alert, Button } from '@mantine/core'
import { IconPaperclip, IconShieldX } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { useTexts } from '../texts/texts.tsx'
import type { useUploads } from './uploads.tsx'

/** PHISH-4: the sentence that asks a citizen for a secret; nothing is sent while it stands. */
export function SecretGuard({ sentence }: { sentence: string }) {
  const { t } = useTexts()
  return (
    <Alert role="alert" color="danger" variant="light" icon={<IconShieldX size={20} stroke={1.75} aria-hidden />} title={t('tickets.guard')}>
      {t('tickets.guard-text', { sentence })}
    </Alert>
  )
}

/** Opens the system's own picker; `picker` lets a shortcut open it too. */
export function AttachButton({
  uploads,
  picker,
}: {
  uploads: Pick<ReturnType<typeof useUploads>, 'add' | 'busy'>
  picker: RefObject<HTMLInputElement | null>
}) {
  const { t } = useTexts()
  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept="image/jpeg,image/png,application/pdf"
        aria-label={t('tickets.attach')}
        onChange={(event) => {
          void uploads.add([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
      <Button
        variant="default"
        leftSection={<IconPaperclip size={18} stroke={1.75} aria-hidden />}
        loading={uploads.busy}
        onClick={() => picker.current?.click()}
      >
        {t('tickets.attach')}
      </Button>
    </>
  )
}

/** How much is left to write, once it matters; else that the words are kept. */
export function Used({ text, most }: { text: string; most: number }) {
  const { t } = useTexts()
  return <span className="muted">{text.length >= 0.8 * most ? t('tickets.used', { used: text.length, max: most }) : text ? t('tickets.draft') : ''}</span>
}
