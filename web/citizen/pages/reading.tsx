import { page, pages } from '../glue/pages.ts'
import { useSite } from '../glue/site-context.ts'
import { Frame } from '../parts/frame.tsx'
import { Around, useHref, useTexts } from '../parts/small.tsx'
import { fill } from '../texts/texts.ts'
import { preparations } from './new-request/prepare.tsx'

/** ETIQ, ASK, PREP: advice, never a condition. */
function Writing() {
  const texts = useTexts()
  const t = texts.help
  const href = useHref()
  return (
    <Frame title={t.title}>
      <p>{t.lead}</p>
      <h2>{t.how}</h2>
      <ol>
        {[t.how1, t.how2, t.how3, t.how4, t.how5].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ol>
      <h2>{t.compare}</h2>
      {[
        [t.poor1, t.better1],
        [t.poor2, t.better2],
      ].map(([poor, better]) => (
        <section class="card" key={poor}>
          <h3>{t.poor}</h3>
          <blockquote>{poor}</blockquote>
          <h3>{t.better}</h3>
          <blockquote>{better}</blockquote>
        </section>
      ))}
      <h2>{t.prepare}</h2>
      <ul>
        {preparations.map((one) => (
          <li key={one}>{texts.form[`prep.${one}`]}</li>
        ))}
      </ul>
      <h2>{t.tone}</h2>
      <ul>
        {[t.tone1, t.tone2, t.tone3, t.tone4, t.tone5].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <h2>{t.never}</h2>
      <p>{t.neverText}</p>
      <div class="buttons">
        <a class="button main" href={href('/requests/new/topic')}>
          {t.go}
        </a>
      </div>
    </Frame>
  )
}

function Privacy() {
  const { agency, lang } = useSite()
  const t = useTexts().legal
  const facts = { agency: agency.name[lang], address: agency.address[lang], email: agency.email }
  return (
    <Frame title={t.privacyTitle}>
      <p>{fill(t.privacyLead, facts)}</p>
      <h2>{t.what}</h2>
      <ul>
        {[t.what1, t.what2, t.what3].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {(
        [
          [t.why, t.whyText],
          [t.how, t.howText],
          [t.cookies, t.cookiesText],
          [t.rights, fill(t.rightsText, facts)],
        ] as const
      ).map(([heading, text]) => (
        <section key={heading}>
          <h2>{heading}</h2>
          <p>{text}</p>
        </section>
      ))}
    </Frame>
  )
}

function Accessibility() {
  const { agency } = useSite()
  const t = useTexts()
  const href = useHref()
  return (
    <Frame title={t.legal.accTitle}>
      <p>{t.legal.accLead}</p>
      <h2>{t.legal.accHow}</h2>
      <p>
        <Around text={t.legal.accHowText} name="link">
          <a href={href('/view')}>{t.view.title}</a>
        </Around>
      </p>
      <h2>{t.legal.accDone}</h2>
      <p>{t.legal.accDoneText}</p>
      <h2>{t.legal.accNot}</h2>
      <p>{t.legal.accNotText}</p>
      <h2>{t.legal.accTell}</h2>
      <p>
        <Around text={fill(t.legal.accTellText, { email: agency.email })} name="link">
          <a href={href('/requests/new/topic?topic=tech.display')}>{t.legal.accLink}</a>
        </Around>
      </p>
    </Frame>
  )
}

export const reading = pages({
  'GET /help/writing': () => page(<Writing />),
  'GET /privacy': () => page(<Privacy />),
  'GET /accessibility': () => page(<Accessibility />),
})
