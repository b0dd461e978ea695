import { page, pages } from '../../glue/pages.ts'
import { useSite } from '../../glue/site-context.ts'
import { Frame } from '../../parts/frame.tsx'
import { Icon, Script, useHref, useTexts } from '../../parts/small.tsx'
import { Door } from './cannot.tsx'

const checks = ['browser', 'cookies', 'clock'] as const

/** LOGIN-5: the script fills in what it finds; where it is off, or was not loaded, the page says so and is advice to follow by hand. */
function CheckBrowser() {
  const { now } = useSite()
  const t = useTexts().cannot
  const href = useHref()
  return (
    <Frame title={t['check.title']} back="/cannot-sign-in/browser">
      <div data-browser data-now={now.toISOString()} hidden role="status">
        <ul class="plain">
          {checks.map((check) => (
            <li key={check} data-check={check} data-ok={t[`check.${check}.ok`]} data-bad={t[`check.${check}.bad`]}>
              <span data-ok-icon hidden class="tick">
                <Icon name="circle-check" />
              </span>
              <span data-bad-icon hidden class="bad-mark">
                <Icon name="circle-x" />
              </span>{' '}
              <span data-words />
            </li>
          ))}
        </ul>
        <p data-all-good hidden>
          {t['check.all']}
        </p>
      </div>
      <p data-no-script>{t['check.no-script']}</p>
      <h2>{t['check.advice']}</h2>
      <ul>
        {[t['check.1'], t['check.2'], t['check.3'], t['check.4']].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <div class="buttons">
        <a class="button main" href={href('/sign-in')}>
          {t['check.go']}
        </a>
      </div>
      <Door topic="tech.browser" />
      <Script name="browser" />
    </Frame>
  )
}

export const checkBrowserPages = pages({ 'GET /check-browser': () => page(<CheckBrowser />) })
