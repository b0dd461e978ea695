import type { ComponentChildren } from 'preact'
import { page, pages } from '../glue/pages.ts'
import { useSite } from '../glue/site-context.ts'
import { Frame } from '../parts/frame.tsx'
import { Card, useHref, useTexts } from '../parts/small.tsx'
import { fill } from '../texts/texts.ts'

const tricks = ['letter', 'sms', 'call', 'file'] as const
type Trick = (typeof tricks)[number]

/** PHISH-1, PHISH-2, PHISH-3: what fakes look like, what they lead to, what to do instead. */
function Fakes() {
  const { agency, lang } = useSite()
  const t = useTexts().fakes
  const href = useHref()
  return (
    <Frame title={t.title}>
      <Card tone="lead" icon="shield-check">
        <p>
          <strong>{t.never}</strong>
        </p>
      </Card>
      <h2>{t.leads}</h2>
      <ul>
        {[t.lead1, t.lead2, t.lead3, t.lead4].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <h2>{t.tricks}</h2>
      {tricks.map((trick) => (
        <section class="card" key={trick}>
          <h3>{t[`${trick}.title`]}</h3>
          <Picture trick={trick} />
          <p>{t[`${trick}.looks`]}</p>
          <p>
            <strong>{t.instead}</strong> {t[`${trick}.do`]}
          </p>
        </section>
      ))}
      <h2>{t.advice}</h2>
      <ul>
        {[fill(t.advice1, { agency: agency.name[lang] }), t.advice2, t.advice3, t.advice4, t.advice5].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <h2>{t.late}</h2>
      <p>{t.lateText}</p>
      <div class="buttons">
        <a class="button main" href={href('/me/block')}>
          {t.block}
        </a>
        <a href={href('/requests/new/topic?topic=account.suspicious')}>{t.report}</a>
      </div>
    </Frame>
  )
}

/** Drawn by us; the words in the picture are said to readers as well. */
function Picture({ trick }: { trick: Trick }) {
  const t = useTexts().fakes
  const [one, two, three] = [t[`${trick}.p1`], t[`${trick}.p2`], t[`${trick}.p3`]]
  return (
    <svg class="fake" viewBox="0 0 320 132" role="img" aria-label={`${t.example} ${one}. ${two}. ${three}.`}>
      <rect class="paper" x="1" y="1" width="318" height="130" rx="10" />
      {scenes[trick]}
      <text x={trick === 'letter' ? 16 : 76} y="34" class="first">
        {one}
      </text>
      <text x={trick === 'letter' ? 16 : 76} y="66">
        {two}
      </text>
      <text x={trick === 'letter' ? 16 : 76} y="98" class="bait">
        {three}
      </text>
    </svg>
  )
}

const device = <rect class="ink" x="16" y="16" width="44" height="84" rx="7" />
const scenes: Record<Trick, ComponentChildren> = {
  letter: (
    <>
      <path class="ink" d="M268 14h36v24h-36zM268 14l18 14 18-14" />
      <path class="ink" d="M16 46h288" />
    </>
  ),
  sms: (
    <>
      {device}
      <path class="ink" d="M24 36h28v18H36l-6 6v-6h-6z" />
    </>
  ),
  call: (
    <>
      {device}
      <circle class="ink" cx="38" cy="46" r="9" />
      <path class="ink" d="M24 74c2-10 26-10 28 0" />
    </>
  ),
  file: (
    <>
      {device}
      <path class="ink" d="M28 32h14l6 6v22H28zM42 32v6h6M32 46h12M32 52h12" />
    </>
  ),
}

export const fakes = pages({ 'GET /help/fakes': () => page(<Fakes />) })
