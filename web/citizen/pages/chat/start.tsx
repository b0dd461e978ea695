import { randomUUID } from 'node:crypto'
import type { Static } from 'typebox'
import { chatLimits, type guessTopic } from '#contract/chat'
import type { Topic } from '#contract/topics'
import { useSite } from '../../glue/site-context.ts'
import { Group, Radios, useTroubles } from '../../parts/form.tsx'
import { HelpInWindow } from '../../parts/form-help.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Icon, Script, useHref, useTexts } from '../../parts/small.tsx'
import { textOf } from '../../texts/texts.ts'
import type { Attempt, Hours } from './attempt.ts'
import { MessageField } from './composer.tsx'
import { inWindow, useChatHref, useOut } from './path.ts'
import { Closed, People } from './place.tsx'
import { GuestNote } from './talk.tsx'

export type Guess = Static<(typeof guessTopic)['reply']>

/** CHAT-10: a talk begins with the question. */
export function Start({ hours, attempt, topic, wiped }: { hours: Hours | undefined; attempt?: Attempt; topic?: Topic; wiped?: boolean }) {
  const { chat: t, topics, flash } = useTexts()
  const site = useSite()
  const { me, zone, host } = site
  const out = useOut()
  const href = useHref()
  const chatHref = useChatHref()
  const troubles = useTroubles()(attempt?.refused ?? [])
  return (
    <Frame title={t.title} troubles={troubles} sheet="chat.css" bare={inWindow(site)}>
      {inWindow(site) && <HelpInWindow />}
      {wiped && (
        <p class="flash" role="status">
          {flash['chat-wiped']}
        </p>
      )}
      {host && (
        <p class="band" data-no-cookies hidden>
          {t['host.noCookies']}{' '}
          <a href={href('/chat')} {...out}>
            {t['host.here']}
          </a>
        </p>
      )}
      <p>
        {t.about} {hours?.open && <People hours={hours} />}
      </p>
      <Closed hours={hours} />
      {!me && <GuestNote />}
      <form
        method="post"
        action={chatHref()}
        data-start={href('/chat/guess')}
        data-from={chatLimits.guessFrom}
        data-offline={t['js.offline']}
        data-down={t['js.down']}
        data-shared={site.shared ? 'yes' : undefined}
      >
        <input type="hidden" name="key" value={attempt?.typed['key'] ?? randomUUID()} />
        {zone && <input type="hidden" name="zone" value={zone} />}
        <MessageField label={t.first} hint={t['first.hint']} value={attempt?.typed['text']} troubles={troubles} />
        <div data-guess role="status">
          {topic && (
            <Group name="topic" legend={t.guess}>
              <Radios
                name="topic"
                chosen={topic}
                choices={[
                  { value: topic, label: textOf(topics, topic, '') },
                  { value: '', label: t['guess.none'] },
                ]}
              />
            </Group>
          )}
        </div>
        <button class="main" type="submit">
          {t.begin}
        </button>
      </form>
      {!host && (
        <p class="apart row">
          <a href={href('/chats')} {...out}>
            <Icon name="history" /> {t.history}
          </a>
          {inWindow(site) && (
            <a href={href('/chat')} {...out}>
              {t['window.full']}
            </a>
          )}
        </p>
      )}
      <Script name="chat" />
    </Frame>
  )
}

/** CHAT-3: what the text may be about, as a choice that the person makes; nothing is chosen for him. */
export function Guessed({ guess }: { guess: Guess }) {
  const { chat: t, topics } = useTexts()
  const { lang } = useSite()
  const href = useHref()
  const choices = [
    ...guess.topics.slice(0, 3).map((topic) => ({ value: topic as string, label: textOf(topics, topic, '') })),
    { value: '', label: t['guess.none'] },
  ]
  return (
    <html lang={lang}>
      <body>
        <div data-guess>
          {guess.secrets && (
            <p class="band">
              <Icon name="shield-check" />
              {t['guess.secret']}
            </p>
          )}
          {guess.topics.length > 0 && (
            <Group name="topic" legend={t.guess}>
              <Radios name="topic" chosen="" choices={choices} />
            </Group>
          )}
          {guess.articles.length > 0 && (
            <>
              <p class="hint">{t['guess.articles']}</p>
              <ul>
                {guess.articles.slice(0, 3).map(({ id, title }) => (
                  <li key={id}>
                    <a href={href(`/help/${id}`)} target="_blank" rel="noopener">
                      {title}
                    </a>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      </body>
    </html>
  )
}
