import { Modal, Radio, Stack, Table } from '@mantine/core'
import { useTexts } from '../texts/texts.tsx'
import { shortcuts } from './keys.ts'
import { changeView, type KeyProfile, keyProfiles, useViewSettings } from './view-settings.ts'

export function ShortcutList({ onClose }: { onClose: () => void }) {
  const { t } = useTexts()
  const { keys: profile } = useViewSettings()
  return (
    <Modal opened onClose={onClose} title={t('frame.keys')} size="lg" closeButtonProps={{ 'aria-label': t('frame.close') }}>
      <Stack>
        <Radio.Group label={t('frame.keys-profile')} value={profile} onChange={(value) => changeView({ keys: value as KeyProfile })}>
          <Stack gap={6} mt={6}>
            {keyProfiles.map((it) => (
              <Radio key={it} value={it} label={t(`frame.keys-profile.${it}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('frame.keys-column')}</Table.Th>
              <Table.Th>{t('frame.keys-does')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {Object.entries(shortcuts).map(([id, it]) => (
              <Table.Tr key={id} className={profile === 'off' || (profile === 'small' && !('small' in it)) ? 'faint' : undefined}>
                <Table.Td className="nowrap">
                  <kbd>{it.keys}</kbd>
                  {'small' in it ? ' *' : ''}
                </Table.Td>
                <Table.Td>{t(it.text)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <p className="muted">{t('frame.keys-note')}</p>
      </Stack>
    </Modal>
  )
}
