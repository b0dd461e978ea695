import { renderToString } from 'preact-render-to-string'
import type { Lang } from '#contract/common'
import { type Answer, page, redirect } from '../glue/pages.ts'
import { type Site, SiteContext } from '../glue/site-context.ts'
import type { Pages } from '../site.ts'
import { texts } from '../texts/texts.ts'
import { moment } from '../words.ts'
import { appFiles } from './app.tsx'
import { chatPages } from './chat/chat.tsx'
import { chatList } from './chat/list.tsx'
import { chatPosts } from './chat/posts.tsx'
import { chatSignIn } from './chat/sign-in.tsx'
import { Failure, shownAs } from './failure.tsx'
import { fakes } from './fakes.tsx'
import { guest } from './guest.tsx'
import { helpArticle } from './help/article.tsx'
import { formHelp } from './help/form.tsx'
import { helpSearch } from './help/search.tsx'
import { historyPages } from './history.tsx'
import { home } from './home.tsx'
import { kioskPages } from './kiosk.tsx'
import { appPages } from './me/app.tsx'
import { blockPages } from './me/block.tsx'
import { checkPages } from './me/check.tsx'
import { codesPages } from './me/codes.tsx'
import { confirmPages } from './me/confirm.tsx'
import { contactChangePages } from './me/contact-change.tsx'
import { contactCheckPages } from './me/contact-check.tsx'
import { contactPages } from './me/contacts.tsx'
import { dataPages } from './me/data.tsx'
import { eventPages } from './me/events.tsx'
import { notificationPages } from './me/notifications.tsx'
import { overviewPages } from './me/overview.tsx'
import { passkeyPages } from './me/passkeys.tsx'
import { passwordPages } from './me/password.tsx'
import { securityPages } from './me/security.tsx'
import { SessionOver } from './me/session-over.tsx'
import { sessionPages } from './me/sessions.tsx'
import { settingsPages } from './me/settings.tsx'
import { checkStep } from './new-request/check.tsx'
import { detailsStep } from './new-request/details.tsx'
import { filesStep } from './new-request/files.tsx'
import { topicStep } from './new-request/topic.tsx'
import { reading } from './reading.tsx'
import { linkPages } from './recovery/links.tsx'
import { recoveryPasswordPages } from './recovery/password.tsx'
import { proofPages } from './recovery/proof.tsx'
import { startPages } from './recovery/start.tsx'
import { list } from './requests/list.tsx'
import { posts } from './requests/posts.tsx'
import { received } from './requests/received.tsx'
import { request } from './requests/request.tsx'
import { cannotPages } from './sign-in/cannot.tsx'
import { checkBrowserPages } from './sign-in/check-browser.tsx'
import { factorPages } from './sign-in/factor.tsx'
import { providerPages } from './sign-in/provider.tsx'
import { registerPages } from './sign-in/register.tsx'
import { signInPages } from './sign-in/sign-in.tsx'
import { unlockPages } from './sign-in/unlock.tsx'
import { unsubscribePages } from './unsubscribe.tsx'
import { view } from './view.tsx'

/** Every page of the site. */
export const table: Pages['table'] = {
  ...home,
  ...topicStep,
  ...detailsStep,
  ...filesStep,
  ...checkStep,
  ...received,
  ...request,
  ...posts,
  ...list,
  ...guest,
  ...chatPages,
  ...chatPosts,
  ...chatSignIn,
  ...chatList,
  ...historyPages,
  ...view,
  ...reading,
  ...helpSearch,
  ...helpArticle,
  ...formHelp,
  ...appFiles,
  ...appPages,
  ...blockPages,
  ...checkPages,
  ...codesPages,
  ...confirmPages,
  ...contactChangePages,
  ...contactCheckPages,
  ...contactPages,
  ...dataPages,
  ...eventPages,
  ...notificationPages,
  ...overviewPages,
  ...passkeyPages,
  ...securityPages,
  ...sessionPages,
  ...settingsPages,
  ...linkPages,
  ...proofPages,
  ...startPages,
  ...cannotPages,
  ...checkBrowserPages,
  ...factorPages,
  ...providerPages,
  ...registerPages,
  ...signInPages,
  ...unlockPages,
  ...unsubscribePages,
  ...fakes,
  ...kioskPages,
  ...passwordPages,
  ...recoveryPasswordPages,
}

export const render = (answer: Answer & { kind: 'page' }, site: Site): string =>
  `<!doctype html>${renderToString(<SiteContext.Provider value={site}>{answer.view}</SiteContext.Provider>)}`

export const failure: Pages['failure'] = (status, code, at, _site, retryAfter) =>
  page(<Failure status={status} code={code} at={at} retryAfter={retryAfter} />, Number(shownAs(status))) as Answer & { kind: 'page' }

export const ended: Pages['ended'] = (site, request, error) => {
  if (request.method !== 'POST') return redirect(`/sign-in?${new URLSearchParams({ next: site.path })}`)
  const typed = (error as { typed?: URLSearchParams }).typed
  const body = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
  return page(<SessionOver to={site.path} typed={typed ?? body} files={typed !== undefined} />, 401)
}

/** Needs no facts of the agency: it is shown when the store has not answered since the start. Moscow's clock is named with the time. */
export const outage: Pages['outage'] = (lang: Lang, code, at, css) => {
  const t = texts[lang].errors
  return `<!doctype html>${renderToString(
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{t['503']}</title>
        <link rel="stylesheet" href={css} />
      </head>
      <body>
        <main>
          <h1>{t['503']}</h1>
          <p>{t['503text']}</p>
          <p>
            {t.code}: <span class="mono">{code}</span>. {t.time}: <time dateTime={at}>{moment(new Date(at), 'Europe/Moscow', lang, new Date(at))}</time>.
          </p>
          <form>
            <button class="main" type="submit">
              {t.repeat}
            </button>
          </form>
        </main>
      </body>
    </html>,
  )}`
}
