import { Button, Group } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { releaseTemplate, type Template, type TemplateVersion } from '#contract/notice-templates'
import { useSend } from '../../api/send.ts'
import { useFormat } from '../../parts/format.ts'
import { tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import css from '../tickets/side-panel.module.css'

/** What was kept, newest first: who wrote it, who released it, and the way back. */
export function Versions({ template, shown, onLook }: { template: Template; shown: number; onLook: (version: number) => void }) {
  const { t } = useTexts()
  const format = useFormat()
  const client = useQueryClient()
  const send = useSend(releaseTemplate)
  const { event, releasedVersion, version: newest } = template
  const release = (version: number) =>
    send.mutate(
      { params: { event }, body: { version, expected: newest } },
      {
        onSuccess: async () => {
          await client.invalidateQueries({ queryKey: ['templates'] })
          tell(version === 0 ? t('templates.released-0') : t('templates.released', { version }))
        },
      },
    )
  const look = (version: number) => (
    <Button size="xs" variant="default" aria-pressed={shown === version} onClick={() => onLook(version)}>
      {version === 0 ? t('templates.look-0') : t('templates.look', { version })}
    </Button>
  )
  const releaseOf = ({ version, own, releasedAt }: Pick<TemplateVersion, 'version' | 'own' | 'releasedAt'>) => {
    if (version === releasedVersion) return <strong>{t('templates.is-sent')}</strong>
    if (own && !releasedAt) return <span className="muted">{t('templates.own-version')}</span>
    const words = version === 0 ? t('templates.release-default') : t(releasedAt ? 'templates.release-back' : 'templates.release', { version })
    return (
      <Button size="xs" loading={send.isPending && send.variables?.body.version === version} onClick={() => release(version)}>
        {words}
      </Button>
    )
  }
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{t('templates.versions')}</h2>
      {send.error && <ProblemAlert error={send.error} />}
      <ol className={css.records}>
        {template.versions.map((one) => (
          <li key={one.version}>
            <div>{t('templates.version', { version: one.version, at: format.stamp(one.at), author: one.author ?? '' })}</div>
            <div className="muted">
              {one.releasedAt ? t('templates.was-released', { at: format.stamp(one.releasedAt), by: one.releasedBy ?? '' }) : t('templates.never-released')}
            </div>
            <Group gap="xs" mt={4}>
              {look(one.version)}
              {releaseOf(one)}
            </Group>
          </li>
        ))}
        <li>
          <div>{t('templates.version-0')}</div>
          <Group gap="xs" mt={4}>
            {look(0)}
            {releaseOf({ version: 0, own: false, releasedAt: null })}
          </Group>
        </li>
      </ol>
    </section>
  )
}
