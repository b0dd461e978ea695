import { Button, Group, Modal } from '@mantine/core'
import { useTexts } from '../texts/texts.tsx'

export function SessionDialog({ text, onStay }: { text: string; onStay: () => void }) {
  const { t } = useTexts()
  return (
    <Modal opened onClose={onStay} title={t('frame.session-ends')} centered closeButtonProps={{ 'aria-label': t('frame.stay') }}>
      <p role="status">{text}</p>
      <Group justify="flex-end">
        <Button data-autofocus onClick={onStay}>
          {t('frame.stay')}
        </Button>
      </Group>
    </Modal>
  )
}
