import type { Chat } from '#contract/chat'
import { useSite } from '../../glue/site-context.ts'
import { Field, Group, Radios } from '../../parts/form.tsx'
import { Card, Icon, useHref, useTexts, useWhen } from '../../parts/small.tsx'
import { fill, textOf } from '../../texts/texts.ts'
import type { Attempt } from './attempt.ts'
import { useAction, useChatHref, useOwnPath } from './path.ts'
import { typedInto, useOwnTroubles } from './troubles.ts'

interface Props {
  chat: Chat
  attempt: Attempt | undefined
}

/** CHAT-11: a person is one press away, whatever the assistant says. */
export function CallOperator({ chat }: { chat: Chat }) {
  const t = useTexts().chat
  const action = useAction(chat.id)
  if (!chat.can.callOperator) return null
  return (
    <form method="post" action={action('operator')} data-quiet>
      <button type="submit">
        <Icon name="user" />
        {t.call}
      </button>
    </form>
  )
}

export function MakeRequest({ chat, attempt }: Props) {
  const { agency } = useSite()
  const { chat: t, form, topics } = useTexts()
  const action = useAction(chat.id)
  const troubles = useOwnTroubles(attempt, 'request')
  const typed = typedInto(attempt, 'request')
  if (!chat.can.makeRequest) return null
  return (
    <details open={troubles.length > 0} data-key="make" id="make-request">
      <summary>{t.make}</summary>
      <div>
        <p>{t['make.note']}</p>
        <form method="post" action={action('request')} data-quiet noValidate>
          <Field name="request-subject" label={t['make.subject']} value={typed['subject']} troubles={troubles} autocomplete="off" optional />
          <div class="field">
            <label for="request-topic">{form.topic}</label>
            <select id="request-topic" name="request-topic">
              {agency.topics.map(({ id }) => (
                <option key={id} value={id} selected={id === (typed['topic'] ?? chat.topic ?? 'general.question')}>
                  {textOf(topics, id, '')}
                </option>
              ))}
            </select>
          </div>
          {!chat.account && (
            <>
              <Field name="request-email" label={t['make.email']} value={typed['email']} type="email" autocomplete="email" troubles={troubles} optional short />
              <Field
                name="request-phone"
                label={t['make.phone']}
                hint={form.phoneHint}
                value={typed['phone']}
                type="tel"
                autocomplete="tel"
                troubles={troubles}
                optional
                short
              />
            </>
          )}
          <button type="submit">{t['make.do']}</button>
        </form>
      </div>
    </details>
  )
}

export function End({ chat, attempt }: Props) {
  const t = useTexts().chat
  const action = useAction(chat.id)
  const troubles = useOwnTroubles(attempt, 'end')
  if (!chat.can.end) return null
  return (
    <details open={troubles.length > 0} data-key="end">
      <summary>{t.end}</summary>
      <div>
        <p>{chat.account ? t['end.note'] : t['end.guestNote']}</p>
        <form method="post" action={action('end')} data-quiet noValidate>
          {!chat.account && (
            <Field
              name="end-email"
              label={t['end.email']}
              value={typedInto(attempt, 'end')['email']}
              type="email"
              autocomplete="email"
              troubles={troubles}
              optional
              short
            />
          )}
          <button type="submit">{t['end.do']}</button>
        </form>
      </div>
    </details>
  )
}

/** C22: leaves nothing for whoever sits here next. Sent as a whole page, so that nothing of the talk stays in it. */
export function Wipe({ chat }: { chat: Chat }) {
  const { shared, host } = useSite()
  const t = useTexts().chat
  const action = useAction(chat.id)
  return (
    <details open={shared} data-key="wipe">
      <summary>{t.wipe}</summary>
      <div>
        <p>{chat.can.end ? t['wipe.note'] : t['wipe.eraseNote']}</p>
        <form method="post" action={action('wipe')} target={host ? undefined : '_top'} data-wipe>
          <button class="danger-button" type="submit">
            {chat.can.end ? t['wipe.do'] : t['wipe.erase']}
          </button>
        </form>
      </div>
    </details>
  )
}

/** CHAT-3: what it is about can be corrected by the person who asks. */
export function TopicChoice({ chat }: { chat: Chat }) {
  const { agency } = useSite()
  const { chat: t, topics } = useTexts()
  const action = useAction(chat.id)
  if (!chat.can.write) return chat.topic ? <p class="faint">{fill(t.topic, { topic: textOf(topics, chat.topic, '') })}</p> : null
  const guesses = [...new Set([...(chat.topic ? [chat.topic] : []), ...chat.guesses])]
  return (
    <details data-key="topic">
      <summary>{chat.topic ? fill(t.topic, { topic: textOf(topics, chat.topic, '') }) : t['topic.change']}</summary>
      <div>
        <form method="post" action={action('topic')} data-quiet>
          {guesses.length > 0 && (
            <Group name="topic" legend={t['topic.guesses']}>
              <Radios name="topic" chosen={chat.topic ?? undefined} choices={guesses.map((topic) => ({ value: topic, label: textOf(topics, topic, '') }))} />
            </Group>
          )}
          <div class="field">
            <label for="topic-other">{t['topic.other']}</label>
            <select id="topic-other" name="other">
              <option value="" />
              {agency.topics
                .filter(({ id }) => !guesses.includes(id))
                .map(({ id }) => (
                  <option key={id} value={id}>
                    {textOf(topics, id, '')}
                  </option>
                ))}
            </select>
          </div>
          <button type="submit">{t['topic.save']}</button>
        </form>
      </div>
    </details>
  )
}

/** CHAT-13: summary, rating, the talk as a file, and the way on. */
export function Ended({ chat, attempt }: Props) {
  const t = useTexts().chat
  const href = useHref()
  const chatHref = useChatHref()
  const when = useWhen()
  const own = useOwnPath(chat.id)
  if (chat.state !== 'ended' && chat.state !== 'offline_request') return null
  return (
    <Card title={chat.endedAt ? fill(t['ended.at'], { time: when(chat.endedAt) }).replace(/\.$/, '') : t['state.ended']} icon="circle-check" tone="ok">
      {(chat.summary || chat.result) && (
        <dl class="rows">
          {chat.summary && (
            <>
              <div>
                <dt>{t['ended.question']}</dt>
                <dd>{chat.summary.question}</dd>
              </div>
              {chat.summary.solution !== '' && (
                <div>
                  <dt>{t['ended.solution']}</dt>
                  <dd>{chat.summary.solution}</dd>
                </div>
              )}
            </>
          )}
          {chat.result && (
            <div>
              <dt>{t['ended.result']}</dt>
              <dd>{t[`result.${chat.result}`]}</dd>
            </div>
          )}
        </dl>
      )}
      <Rate chat={chat} attempt={attempt} />
      <p class="row">
        <a href={href(own('/transcript.pdf'))} download>
          <Icon name="download" /> {t['ended.pdf']}
        </a>
        <a href={href(own('/transcript.txt'))} download>
          {t['ended.txt']}
        </a>
      </p>
      <p>
        <a class="button" href={chatHref()}>
          {t['ended.continue']}
        </a>
      </p>
    </Card>
  )
}

function Rate({ chat, attempt }: Props) {
  const t = useTexts().chat
  const action = useAction(chat.id)
  const troubles = useOwnTroubles(attempt, 'rate')
  if (chat.rating !== null) return <p>{fill(t.rated, { n: chat.rating })}</p>
  if (!chat.can.rate) return null
  const label = (score: number) => (score === 1 ? t['rate.1'] : score === 5 ? t['rate.5'] : String(score))
  return (
    <details open={troubles.length > 0} data-key="rate">
      <summary>{t.rate}</summary>
      <div>
        <form method="post" action={action('rate')} data-quiet>
          <Group name="score" legend={t.rate} troubles={troubles}>
            <Radios name="score" chosen={undefined} choices={[5, 4, 3, 2, 1].map((score) => ({ value: String(score), label: label(score) }))} />
          </Group>
          <Field name="comment" label={t['rate.comment']} rows={2} optional value={typedInto(attempt, 'rate')['comment']} />
          <button type="submit">{t['rate.do']}</button>
        </form>
      </div>
    </details>
  )
}
