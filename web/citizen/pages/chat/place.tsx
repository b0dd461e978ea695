import type { Chat } from '#contract/chat'
import { useSite } from '../../glue/site-context.ts'
import { Field } from '../../parts/form.tsx'
import { Card, Icon, useHref, useTexts, useWhen } from '../../parts/small.tsx'
import { fill, type Texts } from '../../texts/texts.ts'
import { clock, nbsp, zoneName } from '../../words.ts'
import type { Attempt, Hours } from './attempt.ts'
import { useAction, useOut } from './path.ts'
import { typedInto, useOwnTroubles } from './troubles.ts'

/** "3-6 мин"; minutes come as whole numbers. */
export function waitWords(t: Texts['chat'], { from, to }: { from: number; to: number }): string {
  const text = to < 1 ? t['wait.short'] : from >= to ? fill(t['wait.about'], { to }) : fill(t['wait.range'], { from, to })
  return text.replaceAll(/(\d) /g, `$1${nbsp}`)
}

/** Whether people answer now, and how long that usually takes. Says nothing when nothing is known. */
export function People({ hours }: { hours: Hours | undefined }) {
  const t = useTexts().chat
  const when = useWhen()
  if (!hours) return null
  const { open, changesAt, wait } = hours
  const text = open ? (changesAt ? t['people.open'] : t['people.always']) : changesAt ? t['people.closed'] : t['people.none']
  return (
    <>
      {fill(text, { time: changesAt ? when(changesAt) : '' })} {open && wait && fill(t['people.wait'], { wait: waitWords(t, wait) })}
    </>
  )
}

/** The request as the way out where nobody answers now: of the talk with its words, where there is one. */
export function Closed({ hours, chat }: { hours: Hours | undefined; chat?: Chat }) {
  const t = useTexts().chat
  const href = useHref()
  const out = useOut()
  if (!hours || hours.open) return null
  return (
    <Card tone="warn" icon="clock">
      <p>
        <Icon name="clock" /> <People hours={hours} /> {t['closed.way']}
      </p>
      <p>
        {chat ? (
          chat.can.makeRequest && (
            <a href="#make-request" data-opens="make">
              {t['closed.make']}
            </a>
          )
        ) : (
          <a href={href('/requests/new/topic')} {...out}>
            {t['closed.make']}
          </a>
        )}
      </p>
    </Card>
  )
}

/** Place in line, the range of the wait and its age; the script says a change of the place, never a change of minutes. */
export function Place({ chat, attempt }: { chat: Chat; attempt: Attempt | undefined }) {
  const { agency, lang } = useSite()
  const t = useTexts().chat
  const action = useAction(chat.id)
  const troubles = useOwnTroubles(attempt, 'place')
  const { queue } = chat
  if (!queue) return null
  const at = new Date(queue.at)
  const words = fill(t.place, { n: queue.place })
  return (
    <section class="card lead" data-place={queue.place} data-place-words={words} aria-labelledby="place-title">
      <h2 id="place-title">
        <Icon name="hourglass" />
        {words}
      </h2>
      <p>
        {queue.wait ? fill(t['place.wait'], { wait: waitWords(t, queue.wait) }) : t['place.unknown']}{' '}
        <span class="faint">{fill(t['place.at'], { time: `${clock(at, agency.zone, lang)}${nbsp}${zoneName(at, agency.zone, lang)}` })}</span>
      </p>
      {queue.kept && <p>{t['place.kept']}</p>}
      {chat.can.keepPlace && !queue.kept && (
        <form method="post" action={action('place')} data-quiet noValidate>
          {!chat.account && (
            <Field
              name="place-email"
              label={t['place.email']}
              value={typedInto(attempt, 'place')['email']}
              type="email"
              autocomplete="email"
              troubles={troubles}
              short
            />
          )}
          <button type="submit">{t['place.keep']}</button>
        </form>
      )}
    </section>
  )
}
