import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { type DeskTicket, revealFields } from '#contract/desk'
import { Chip } from '../../parts/chip.tsx'
import { Facts } from '../../parts/facts.tsx'
import { useFormat } from '../../parts/format.ts'
import { useTexts } from '../../texts/texts.tsx'
import { PersonHistory } from '../citizens/person-history.tsx'
import { MaskedValue } from './masked-value.tsx'
import { digitsOf } from './queries.ts'
import { suggestedTopic } from './suggested-topic.ts'

export function CitizenTab({ ticket }: { ticket: DeskTicket }) {
  const { t } = useTexts()
  const format = useFormat()
  const { contacts, line } = ticket
  const suggested = suggestedTopic(ticket)
  const time = new Intl.DateTimeFormat('ru', { hour: '2-digit', minute: '2-digit', timeZone: ticket.citizenZone }).format(new Date())
  const facts: [string, string | null][] = [
    [t('tickets.fact.language'), t(`words.lang.${ticket.lang}`)],
    [t('tickets.fact.zone'), t('tickets.fact.zone-now', { zone: ticket.citizenZone, time })],
    [t('tickets.fact.topic'), t(`words.topic.${line.topic}`)],
    [t('tickets.fact.suggested'), suggested && t('tickets.suggested-topic', { topic: t(`words.topic.${suggested.topic}`), percent: suggested.percent })],
    [t('tickets.fact.category'), t(`words.category.${line.category}`)],
    [t('tickets.fact.received'), `${format.longTime(line.receivedAt)}, ${t(`words.channel.${line.channel}`)}`],
    [t('tickets.fact.related'), ticket.relatedNumber],
    [t('tickets.fact.error'), ticket.errorCode && [ticket.errorCode, ticket.errorAt].filter(Boolean).join(', ')],
    [t('tickets.fact.reply-by'), ticket.replyBy && format.longTime(ticket.replyBy)],
    [t('tickets.fact.reopen-by'), ticket.reopenBy && format.longTime(ticket.reopenBy)],
    [t('tickets.fact.reopened'), ticket.reopened ? t('tickets.times', { count: ticket.reopened }) : null],
    [t('tickets.fact.rating'), ticket.rating && t('tickets.score', { score: ticket.rating.score })],
  ]
  return (
    <>
      <h2>{t('tickets.tab.citizen')}</h2>
      <p style={{ marginTop: 0 }}>
        <Chip icon={ticket.proved ? 'shield-check' : 'shield-question'} tone={ticket.proved ? 'ok' : 'neutral'}>
          {t(ticket.proved ? 'tickets.contact-proved' : 'tickets.contact-not-proved')}
        </Chip>
      </p>
      {ticket.dead.map(({ kind, masked }) => (
        <Alert
          key={kind + masked}
          color="danger"
          variant="light"
          mb="sm"
          icon={<IconAlertTriangle size={20} stroke={1.75} aria-hidden />}
          title={t(`tickets.dead.${kind}`, { address: masked })}
        >
          {t('tickets.dead.do')}
        </Alert>
      ))}
      <Facts
        facts={revealFields.map((field) => [
          t(`words.contact.${field}`),
          contacts[field] !== null && (
            <MaskedValue number={digitsOf(line.number)} field={field} masked={contacts[field]} mayReveal={ticket.can.reveal === true} />
          ),
        ])}
      />
      <h2>{t('tickets.request')}</h2>
      <Facts facts={facts} />
      {ticket.rating?.comment && <blockquote className="prewrap">{ticket.rating.comment}</blockquote>}
      <PersonHistory key={line.id} of={{ number: digitsOf(line.number) }} />
    </>
  )
}
