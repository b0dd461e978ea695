import { classLooks, deliveryLooks, statusLooks } from '../../ui/looks.ts'
import { useTexts } from '../texts/texts.tsx'
import { Chip } from './chip.tsx'

type Status = keyof typeof statusLooks
export function StatusChip({ status }: { status: Status }) {
  const { lang } = useTexts()
  const look = statusLooks[status]
  return (
    <Chip icon={look.icon} tone={look.tone} strong={'strong' in look}>
      {look[lang]}
    </Chip>
  )
}

/** Standard work has no mark; security stands above class. */
export function ClassChip({ line }: { line: { priorityClass: string; kind: string } }) {
  const { lang, t } = useTexts()
  const key = line.kind === 'suspicious' ? 'suspicious' : line.priorityClass
  if (key === 'dataChange') return <Chip tone="info">{t('words.class.dataChange')}</Chip>
  const look = classLooks[key as keyof typeof classLooks]
  return look ? (
    <Chip icon={look.icon} tone={look.tone}>
      {look[lang]}
    </Chip>
  ) : null
}

export function DeliveryChip({ state }: { state: keyof typeof deliveryLooks | 'sending' }) {
  const { lang, t } = useTexts()
  if (state === 'sending')
    return (
      <Chip icon="send" tone="info">
        {t('tickets.delivery.sending')}
      </Chip>
    )
  const look = deliveryLooks[state]
  return (
    <Chip icon={look.icon} tone={look.tone}>
      {look[lang]}
    </Chip>
  )
}
