import { Button, Menu } from '@mantine/core'
import { IconKeyboard, IconLogout, IconShieldLock, IconUser } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { signOut } from '#contract/staff'
import { useSend } from '../api/send.ts'
import { tell } from '../parts/notices.tsx'
import { useTexts } from '../texts/texts.tsx'
import css from './frame.module.css'
import { end, useMe } from './session.ts'

export function ProfileMenu({ onKeys }: { onKeys: () => void }) {
  const { t } = useTexts()
  const me = useMe()
  const navigate = useNavigate()
  const leave = useSend(signOut)
  const onLeave = async () => {
    try {
      await leave.mutateAsync({})
      end(true)
      navigate('/sign-in', { replace: true })
    } catch {
      tell(t('frame.sign-out-failed'))
    }
  }
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button variant="default" size="compact-md" px={8} maw={200} aria-label={t('frame.profile', { name: me.name })}>
          <span className={css.wide}>{me.name}</span>
          <IconUser className={css.narrow} size={22} stroke={1.75} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.login}: {me.roles.map((role) => t(`words.role.${role}`)).join(', ')}
        </Menu.Label>
        <Menu.Item leftSection={<IconShieldLock size={18} stroke={1.75} aria-hidden />} onClick={() => navigate('/account')}>
          {t('staff.own')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={18} stroke={1.75} aria-hidden />} onClick={onKeys}>
          {t('frame.keys')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={18} stroke={1.75} aria-hidden />} onClick={onLeave}>
          {t('frame.sign-out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
