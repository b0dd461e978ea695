import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { useTexts } from '../../texts/texts.tsx'

const good = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** The name that stands in addresses; it stays when the title changes. */
export function NewArticleDialog({ taken, onBegin, onClose }: { taken: readonly string[]; onBegin?: (name: string) => void; onClose: () => void }) {
  const { t } = useTexts()
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const navigate = useNavigate()
  const problem = !good.test(name) || name.length > 80 ? t('knowledge.name-bad') : taken.includes(name) ? t('knowledge.name-taken') : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (problem) return
    onBegin?.(name)
    navigate(`/knowledge/${name}`)
  }
  return (
    <Modal opened onClose={onClose} title={t('knowledge.new')} closeButtonProps={{ 'aria-label': t('frame.close') }}>
      <form noValidate onSubmit={submit}>
        <Stack>
          <TextInput
            data-autofocus
            label={t('knowledge.name')}
            description={t('knowledge.name-hint')}
            value={name}
            error={tried && problem}
            spellCheck={false}
            onChange={(event) => setName(event.currentTarget.value.trim().toLowerCase())}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('frame.cancel')}
            </Button>
            <Button type="submit">{t('knowledge.begin')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
