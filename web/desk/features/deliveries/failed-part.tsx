import { Button, Group } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { type FailedNotice, lookAtAddress } from '#contract/deliveries'
import { resendNotice } from '#contract/desk'
import { useSend } from '../../api/send.ts'
import { useAnswerWords } from '../../parts/answer-words.ts'
import { useFormat } from '../../parts/format.ts'
import { Listing, RowHead } from '../../parts/listing.tsx'
import { Loaded } from '../../parts/loading.tsx'
import { tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { failedQuery } from './queries.ts'

/** What did not go out; an address is opened one at a time. */
export function FailedPart() {
  const { t } = useTexts()
  const asked = useQuery(failedQuery)
  return (
    <div>
      <h2>{t('deliveries.failed')}</h2>
      <p className="muted">{t('deliveries.failed-hint')}</p>
      <Loaded asked={asked}>{({ items, mayLook }) => <Failed items={items} mayLook={mayLook} />}</Loaded>
    </div>
  )
}

function Failed({ items, mayLook }: { items: FailedNotice[]; mayLook: boolean }) {
  const { t, maybe } = useTexts()
  const format = useFormat()
  const words = useAnswerWords()
  const client = useQueryClient()
  const look = useSend(lookAtAddress)
  const again = useSend(resendNotice)
  const [seen, setSeen] = useState<Record<string, string>>({})
  if (items.length === 0) return <p role="status">{t('deliveries.failed-none')}</p>
  return (
    <>
      {(look.error ?? again.error) && <ProblemAlert error={look.error ?? again.error} />}
      <Listing
        label={t('deliveries.failed')}
        columns={(['notice', 'channel', 'request', 'when', 'reason', 'actions'] as const).map((column) => t(`deliveries.column.${column}`))}
      >
        {items.map(({ id, event, channel, number, madeAt, attempts, answer, mayResend }) => (
          <tr key={id}>
            <RowHead>{maybe(`events.notice.${event}`) ?? event}</RowHead>
            <td>{t(`deliveries.channel.${channel}`)}</td>
            <td>{number && <Link to={`/requests/${number.replaceAll(/\D/g, '')}`}>{number}</Link>}</td>
            <td>{format.stamp(madeAt)}</td>
            <td>
              {words(answer ?? '')}
              <div className="muted">{t('deliveries.attempts', { count: attempts })}</div>
            </td>
            <td>
              <Group gap="xs">
                {seen[id] !== undefined ? (
                  <span>{seen[id] ? t('deliveries.looked', { to: seen[id] }) : t('deliveries.looked-none')}</span>
                ) : (
                  mayLook && (
                    <Button
                      size="xs"
                      variant="default"
                      onClick={() => look.mutate({ params: { id } }, { onSuccess: ({ to }) => setSeen((now) => ({ ...now, [id]: to })) })}
                    >
                      {t('deliveries.look')}
                    </Button>
                  )
                )}
                {mayResend && (
                  <Button
                    size="xs"
                    variant="default"
                    loading={again.isPending && again.variables?.params.id === id}
                    onClick={() =>
                      again.mutate(
                        { params: { id }, body: {} },
                        {
                          onSuccess: async () => {
                            tell(t('deliveries.resent'))
                            await client.invalidateQueries({ queryKey: ['deliveries'] })
                          },
                        },
                      )
                    }
                  >
                    {t('deliveries.resend')}
                  </Button>
                )}
              </Group>
            </td>
          </tr>
        ))}
      </Listing>
    </>
  )
}
