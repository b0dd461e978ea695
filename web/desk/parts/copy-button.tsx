import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTexts } from '../texts/texts.tsx'
import { announce } from './notices.tsx'

export async function copy(value: string) {
  await navigator.clipboard.writeText(value)
}

/** Copies and says so; `label` names what is copied. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const { t } = useTexts()
  const [done, setDone] = useState(false)
  const press = async () => {
    await copy(value)
    setDone(true)
    announce(t('frame.copied'))
    setTimeout(() => setDone(false), 3000)
  }
  const Icon = done ? IconCheck : IconCopy
  return (
    <Button variant="subtle" size="compact-sm" onClick={press} title={label} aria-label={label} px={6}>
      <Icon size={18} stroke={1.75} aria-hidden />
    </Button>
  )
}
