import { renderToString } from 'preact-render-to-string'
import type { Lang } from '#contract/common'
import { type Answer, page } from '../glue/pages.ts'
import { type Site, SiteContext } from '../glue/site-context.ts'
import type { Pages } from '../site.ts'
import { texts } from '../texts/texts.ts'
import { Failure, shownAs } from './failure.tsx'
import { guest } from './guest.tsx'
import { home } from './home.tsx'
import { checkStep } from './new-request/check.tsx'
import { detailsStep } from './new-request/details.tsx'
import { filesStep } from './new-request/files.tsx'
import { topicStep } from './new-request/topic.tsx'
import { reading } from './reading.tsx'
import { list } from './requests/list.tsx'
import { posts } from './requests/posts.tsx'
import { received } from './requests/received.tsx'
import { request } from './requests/request.tsx'
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
  ...view,
  ...reading,
}

export const render = (answer: Answer & { kind: 'page' }, site: Site): string =>
  `<!doctype html>${renderToString(<SiteContext.Provider value={site}>{answer.view}</SiteContext.Provider>)}`

export const failure: Pages['failure'] = (status, code, at, _site, retryAfter) =>
  page(<Failure status={status} code={code} at={at} retryAfter={retryAfter} />, Number(shownAs(status))) as Answer & { kind: 'page' }

/** Needs neither the agency's facts nor the built files: it is shown when the store does not answer at all. */
export const outage: Pages['outage'] = (lang: Lang, code, at) => {
  const t = texts[lang].errors
  return `<!doctype html>${renderToString(
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{t['503']}</title>
      </head>
      <body>
        <main>
          <h1>{t['503']}</h1>
          <p>{t['503text']}</p>
          <p>
            {t.code}: {code}. {t.time}: <time dateTime={at}>{at}</time>.
          </p>
        </main>
      </body>
    </html>,
  )}`
}
