import { Button, Group } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type DeskArticle, publishArticle, withdrawArticle } from '#contract/knowledge'
import { useSend } from '../../api/send.ts'
import { useFormat } from '../../parts/format.ts'
import { tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'

/** What was kept, newest first; any of them can be shown, or the article shown no more. */
export function Versions({ article, mayEdit }: { article: DeskArticle; mayEdit: boolean }) {
  const { t } = useTexts()
  const format = useFormat()
  const client = useQueryClient()
  const publish = useSend(publishArticle)
  const withdraw = useSend(withdrawArticle)
  const params = { id: article.id }
  const done = (words: string) => ({
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['knowledge'] })
      tell(words)
    },
  })
  const isShown = article.state === 'starter' || article.state === 'published'
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{t('knowledge.versions')}</h2>
      {(publish.error ?? withdraw.error) && <ProblemAlert error={publish.error ?? withdraw.error} />}
      <p>{t(isShown ? 'knowledge.shown' : article.state === 'withdrawn' ? 'knowledge.not-shown' : 'knowledge.not-yet')}</p>
      <ul>
        {article.versions.map(({ version, at, author, publishedAt }) => (
          <li key={version}>
            <Group gap="sm">
              <span>
                {version === 0 ? t('knowledge.version-first') : t('knowledge.version', { version, at: format.longTime(at), author: author ?? '' })}
                {publishedAt && version === article.publishedVersion ? ` ${t('knowledge.is-shown')}` : ''}
              </span>
              {mayEdit && version !== article.publishedVersion && (
                <Button
                  size="xs"
                  variant="default"
                  loading={publish.isPending}
                  onClick={() => publish.mutate({ params, body: { version } }, done(t('knowledge.published', { version })))}
                >
                  {t('knowledge.publish', { version })}
                </Button>
              )}
            </Group>
          </li>
        ))}
      </ul>
      {mayEdit && isShown && (
        <Button
          variant="default"
          color="danger"
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate({ params, body: { expected: article.version } }, done(t('knowledge.withdrawn')))}
        >
          {t('knowledge.withdraw')}
        </Button>
      )}
    </section>
  )
}
