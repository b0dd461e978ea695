import type { Chat } from '#contract/chat'
import { chatLimits } from '#contract/chat'
import { limits } from '#contract/tickets'
import { useSite } from '../../glue/site-context.ts'
import { type Trouble, useTroubles } from '../../parts/form.tsx'
import { HelpInWindow } from '../../parts/form-help.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Icon, Script, useHref, useTexts } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'
import { size } from '../../words.ts'
import { CallOperator, End, Ended, MakeRequest, TopicChoice, Wipe } from './actions.tsx'
import type { Shown } from './attempt.ts'
import { Composer } from './composer.tsx'
import { Log, PlainWords } from './log.tsx'
import { inWindow, useAction, useChatHref, useOut } from './path.ts'
import { Closed, Place } from './place.tsx'
import { SignInCards, useSignInHref } from './sign-in-cards.tsx'

/** One talk in its page. Parts that carry `data-part` are what the script puts in place of the old ones when something has changed. */
export function TalkPage({ before, ...shown }: Shown & { before?: boolean }) {
  const t = useTexts().chat
  const troubles = useTroubles()(shown.attempt?.refused ?? [])
  return (
    <Frame title={t.title} troubles={troubles} sheet="chat.css" bare={inWindow(useSite())}>
      {inWindow(useSite()) && <HelpInWindow />}
      <Talk {...shown} {...(before && { before })} />
      <Script name="chat" />
    </Frame>
  )
}

/** What the script asks for: the same talk, with the messages it has not seen, and nothing around it. */
export function TalkPart(shown: Shown) {
  const troubles = useTroubles()(shown.attempt?.refused ?? [])
  return (
    <html lang={useSite().lang}>
      <body>
        <Talk {...shown} troubles={troubles} part />
      </body>
    </html>
  )
}

function useScriptWords(): Record<string, string> {
  const { chat: t, problems, form } = useTexts()
  const ofFiles = Object.entries(problems).filter(([key]) => key.startsWith('file.') || key.startsWith('storage.') || key === 'text.required')
  const own = Object.entries(t).flatMap(([key, text]) => (key.startsWith('js.') ? [[key.slice(3), text]] : []))
  return Object.fromEntries([
    ...ofFiles,
    ...own,
    ['you', t['from.citizen']],
    ['remove', form.remove],
    ['screenshot', t['files.screenshot']],
    ['title', t.title],
  ])
}

function Talk({ chat, said, hours, attempt, before, troubles = [], part }: Shown & { before?: boolean; troubles?: Trouble[]; part?: boolean }) {
  const { lang, shared, host, me, agency, zone } = useSite()
  const t = useTexts().chat
  const action = useAction(chat.id)
  const chatHref = useChatHref()
  const words = useScriptWords()
  // So many that there may be more behind them: the script asks again from the last of these.
  const full = said.messages.length >= chatLimits.page
  const facts = { size: size(limits.files.bytes, lang), bytes: limits.files.bytes, count: chatLimits.files, max: chatLimits.text }
  return (
    <div
      class="talk"
      data-chat={chat.id}
      data-room={`chat:${chat.id}`}
      data-self={chatHref(`/${chat.id}`)}
      data-say={action('say')}
      data-last={full ? said.messages.at(-1)?.seq : said.lastSeq}
      data-more={full ? 'yes' : undefined}
      data-read={chat.staffReadSeq}
      data-seen={host ? chat.citizenReadSeq : undefined}
      data-word-read={t['mark.read']}
      data-state={chat.state}
      data-zone={part ? undefined : (zone ?? agency.zone)}
      data-open={chat.can.write ? 'yes' : undefined}
      data-older={before ? 'yes' : undefined}
      data-shared={shared ? 'yes' : undefined}
      data-texts={part ? undefined : JSON.stringify(words)}
      data-facts={part ? undefined : JSON.stringify(facts)}
      data-troubles={troubles.length > 0 ? JSON.stringify(troubles) : undefined}
    >
      <Head chat={chat} />
      <p class="band" role="status" data-connection hidden />
      <Log chat={chat} said={said} />
      {!part && <PlainWords />}
      <p class="typing faint" data-typing hidden>
        <Icon name="pencil" /> {t.typing}
      </p>
      <p class="unseen" role="status" data-said />
      <div role="alert" data-trouble="talk" />
      <div data-part="state">
        {chat.state === 'queued' && <Closed hours={hours} chat={chat} />}
        <SignInCards chat={chat} />
        <Place chat={chat} attempt={attempt} />
        <Ended chat={chat} attempt={attempt} />
      </div>
      {before && (
        <p>
          <a class="button" href={chatHref(`/${chat.id}`)}>
            {t.latest}
          </a>
        </p>
      )}
      {chat.can.write && !before && <Composer chat={chat} attempt={attempt} />}
      <div class="actions" data-part="actions">
        <div class="row">
          <CallOperator chat={chat} />
          <a href={chatHref(`/${chat.id}`)} data-needless>
            <Icon name="refresh" /> {t.reload}
          </a>
        </div>
        {chat.state === 'bot' && <Closed hours={hours} chat={chat} />}
        <p class="hint" data-needless>
          {t['reload.hint']}
        </p>
        <TopicChoice chat={chat} />
        <MakeRequest chat={chat} attempt={attempt} />
        <End chat={chat} attempt={attempt} />
        <Wipe chat={chat} />
        {!chat.account && !me && <GuestNote id={chat.id} />}
      </div>
      <Ways id={chat.id} />
    </div>
  )
}

/** Whose turn it is and the number; that of the request first of all once there is one. */
function Head({ chat }: { chat: Chat }) {
  const t = useTexts().chat
  const href = useHref()
  const out = useOut()
  const { host } = useSite()
  const { with: by } = chat
  return (
    <div data-part="head">
      {chat.request && (
        <section class="card ok" aria-labelledby="request-title">
          <h2 id="request-title">
            <Icon name="circle-check" />
            {t.request}
          </h2>
          <p class="number-big">{chat.request}</p>
          <p>
            <a class="button" href={href(host ? '/guest/status' : `/requests/${chat.request}`)} {...out}>
              {t['request.open']}
            </a>
          </p>
        </section>
      )}
      <p class="row">
        <strong>{by?.name && chat.state !== 'waiting_citizen' ? fill(t[`with.${by.role}`], { name: by.name }) : t[`state.${chat.state}`]}</strong>
        <span class="faint">{fill(t.number, { number: chat.number })}</span>
      </p>
    </div>
  )
}

/** K11: a guest gets general help; what belongs to an account is said after signing in. */
export function GuestNote({ id }: { id?: string }) {
  const { hostKnowsAccount } = useSite()
  const t = useTexts().chat
  const href = useHref()
  const out = useOut()
  const signInHref = useSignInHref(id)
  if (hostKnowsAccount)
    return (
      <p class="band">
        {t['host.account']}{' '}
        <a {...out} href={href('/chat')}>
          {t['host.accountChat']}
        </a>
      </p>
    )
  return (
    <p class="faint">
      {t.guest}{' '}
      <a {...out} href={signInHref}>
        {t['guest.signIn']}
      </a>
    </p>
  )
}

function Ways({ id }: { id: string }) {
  const site = useSite()
  const t = useTexts().chat
  const href = useHref()
  const full = inWindow(site)
  const out = useOut()
  // What was said on another site stays there: no other page of this browser may open it.
  if (site.host) return null
  return (
    <p class="row">
      <a href={href('/chats')} {...out}>
        <Icon name="history" /> {t.history}
      </a>
      {full && (
        <a href={href(`/chat/${id}`)} {...out}>
          {t['window.full']}
        </a>
      )}
    </p>
  )
}
