import type { ComponentChildren } from 'preact'
import { nextPath } from '../glue/own-path.ts'
import { inLang, useSite } from '../glue/site-context.ts'
import { fill, textOf } from '../texts/texts.ts'
import { Channels, type ChatWords } from './channels.tsx'
import { ErrorSummary, type Trouble } from './form.tsx'
import { Kiosk } from './kiosk.tsx'
import { LiveNotices, RefusedContacts, UnreadCount } from './notice-bell.tsx'
import { SessionWarning } from './session-warning.tsx'
import { Icon, useHref, useTexts } from './small.tsx'

interface FrameProps {
  title: string
  troubles?: Trouble[]
  /** Where "Back" leads; left out on pages that stand at the top. */
  back?: string | undefined
  /** Said above the heading: the step of a form. */
  step?: string
  /** Pages of the form keep the help short. */
  children: ComponentChildren
  /** The page shows its own heading. */
  ownHeading?: boolean
  /** A style sheet of this page alone. */
  sheet?: 'chat.css'
  /** The page stands inside another one: nothing is around it. */
  bare?: boolean
  /** What the help says of the chat, where it is known. */
  chat?: ChatWords | undefined
}

/** The whole document around a page. */
export function Frame({ title, troubles = [], back, step, children, ownHeading, sheet, bare, chat }: FrameProps) {
  const site = useSite()
  const t = useTexts()
  const { lang, agency, view, asset, flash, path } = site
  const say = troubles.length > 0 ? fill(t.frame.errorTitle, { title }) : title
  return (
    <html
      lang={lang}
      data-theme={view.theme === 'system' ? undefined : view.theme}
      data-text={view.text === '100' ? undefined : view.text}
      data-spacing={view.spacing === 'normal' ? undefined : view.spacing}
      data-motion={view.motion === 'system' ? undefined : view.motion}
      data-host={site.host}
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <title>{`${say} | ${agency.name[lang]}`}</title>
        <link rel="stylesheet" href={asset('site.css')} />
        {sheet && <link rel="stylesheet" href={asset(sheet)} />}
        <link rel="icon" href={asset('mark.svg')} type="image/svg+xml" />
        <link rel="manifest" href={inLang(lang, '/manifest.webmanifest')} />
        <link rel="alternate" hreflang="ru" href={inLang('ru', path)} />
        <link rel="alternate" hreflang="en" href={inLang('en', path)} />
      </head>
      <body class={bare ? 'bare' : undefined}>
        <a class="skip" href="#main">
          {t.frame.skip}
        </a>
        {!bare && <ModeBanner />}
        {!bare && <Header />}
        <main id="main" tabIndex={-1}>
          {back && <Back to={back} />}
          <ErrorSummary troubles={troubles} />
          {site.me?.checkData && !path.startsWith('/me/') && (
            <p class="band">
              <Icon name="alert-triangle" />
              <a href={inLang(lang, '/me/check')}>{t.frame.checkData}</a>
            </p>
          )}
          {flash && textOf(t.flash, flash, '') && (
            <p class="flash" role="status">
              <Icon name="info-circle" />
              {textOf(t.flash, flash, '')}
            </p>
          )}
          {step && <p class="step">{step}</p>}
          {!ownHeading && <h1>{title}</h1>}
          {['/', '/me', '/me/settings'].includes(path.split('?')[0] ?? '') && <RefusedContacts />}
          {children}
        </main>
        {!bare && <Channels chat={chat} />}
        {!bare && <Footer />}
        {!bare && <LiveNotices />}
        {site.me && !bare && <SessionWarning me={site.me} />}
        {site.kiosk !== undefined && <Kiosk seconds={site.kiosk} bare={bare && !site.host} />}
      </body>
    </html>
  )
}

function Back({ to }: { to: string }) {
  return (
    <p class="back">
      <a href={useHref()(to)}>
        <Icon name="arrow-left" />
        {useTexts().frame.back}
      </a>
    </p>
  )
}

function ModeBanner() {
  const { agency, deskPath } = useSite()
  const t = useTexts().frame
  if (agency.mode === 'production') return null
  return (
    <aside class="banner" aria-label={agency.mode === 'demo' ? t.demo : t.setup}>
      {agency.mode === 'demo' ? (
        <p>
          {t.demo} <a href="/demo/mail">{t.demoMail}</a> <a href={deskPath}>{t.demoDesk}</a>
        </p>
      ) : (
        <p>{t.setup}</p>
      )}
    </aside>
  )
}

function Header() {
  const { lang, agency, path, asset, me } = useSite()
  const texts = useTexts()
  const t = texts.frame
  const href = useHref()
  // Back to this page after signing in, where there is something to come back to.
  const signInHere = path === '/' ? '' : nextPath(path, '')
  const other = lang === 'ru' ? 'en' : 'ru'
  return (
    <header class="top">
      <a class="brand" href={href('/')}>
        <svg class="icon" aria-hidden="true">
          <use href={`${asset('icons.svg')}#lifebuoy`} />
        </svg>
        <span>
          {agency.name[lang]}. {t.site}
        </span>
      </a>
      <nav class="sections" aria-label={t.menu}>
        <a href={href('/requests')}>{t.myRequests}</a>
        <a href={href('/guest/status')}>{t.status}</a>
        <a href={href('/help')}>{texts.articles.helpLink}</a>
      </nav>
      <nav class="tools" aria-label={t.tools}>
        <a href={`${href('/view')}?from=${encodeURIComponent(path)}`}>{t.view}</a>
        <a href={inLang(other, path)} lang={other} hreflang={other}>
          <span aria-hidden="true">{other.toUpperCase()}</span>
          <span class="unseen">{t.otherLang}</span>
        </a>
        {me ? (
          <Who name={me.shortName} />
        ) : (
          <a href={signInHere === '' ? href('/sign-in') : `${href('/sign-in')}?${new URLSearchParams({ next: signInHere })}`}>{t.signIn}</a>
        )}
      </nav>
    </header>
  )
}

/** Whose account is open, and the way out. */
function Who({ name }: { name: string }) {
  const t = useTexts()
  const href = useHref()
  return (
    <details class="who">
      <summary>
        <Icon name="user" />
        <span>{name}</span>
        <UnreadCount />
      </summary>
      <div>
        <a href={href('/me')}>{t.frame.account}</a>
        <a href={href('/me/notifications')}>
          {t.me['menu.notifications']}
          <UnreadCount />
        </a>
        <a href={href('/me/security')}>{t.me['menu.security']}</a>
        <a href={href('/me/sessions')}>{t.me['menu.sessions']}</a>
        <a href={href('/history')}>{t.history.title}</a>
        <form method="post" action={href('/sign-out')}>
          <button class="linkish" type="submit">
            {t.frame.signOut}
          </button>
        </form>
      </div>
    </details>
  )
}

function Footer() {
  const { lang, agency } = useSite()
  const t = useTexts().frame
  const href = useHref()
  return (
    <footer>
      <p>
        {fill(t.ours, { agency: agency.name[lang] })} {t.never}
      </p>
      <nav aria-label={t.about}>
        <a href={href('/help/writing')}>{t.writing}</a>
        <a href={href('/help/fakes')}>{t.fakes}</a>
        <a href={href('/privacy')}>{t.privacy}</a>
        <a href={href('/accessibility')}>{t.accessibility}</a>
      </nav>
    </footer>
  )
}
