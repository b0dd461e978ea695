import { Button, Group } from '@mantine/core'
import { useRouteError } from 'react-router'
import { ProblemAlert } from '../parts/problem-alert.tsx'
import { useTexts } from '../texts/texts.tsx'
import css from './frame.module.css'

/** A screen that broke in the browser, or a part of the desk that did not load (a new version was installed meanwhile). */
export function ErrorPage() {
  const error = useRouteError()
  const { t } = useTexts()
  return (
    <div className={css.page}>
      <h1>{t('frame.broke')}</h1>
      <ProblemAlert error={error} />
      <Group mt="md">
        <Button onClick={() => location.reload()}>{t('frame.reload')}</Button>
      </Group>
    </div>
  )
}
