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
    <svg class="fake" viewBox="0 0 264 120" role="img" aria-label={`${t.example} ${one}. ${two}. ${three}.`}>
      <rect class="paper" x="1" y="1" width="262" height="118" rx="10" />
      {scenes[trick]}
      <text x={trick === 'letter' ? 12 : 62} y="32" class="first">
        {one}
      </text>
      <text x={trick === 'letter' ? 12 : 62} y="64">
        {two}
      </text>
      <text x={trick === 'letter' ? 12 : 62} y="96" class="bait">
        {three}
      </text>
    </svg>
  )
}

const device = <rect class="ink" x="12" y="16" width="40" height="84" rx="7" />
const scenes: Record<Trick, ComponentChildren> = {
  letter: (
    <>
      <path class="ink" d="M224 84h28v18h-28zM224 84l14 11 14-11" />
      <path class="ink" d="M12 42h240" />
    </>
  ),
  sms: (
    <>
      {device}
      <path class="ink" d="M18 38h28v18H30l-6 6v-6h-6z" />
    </>
  ),
  call: (
    <>
      {device}
      <circle class="ink" cx="32" cy="46" r="9" />
      <path class="ink" d="M18 74c2-10 26-10 28 0" />
    </>
  ),
  file: (
    <>
      {device}
      <path class="ink" d="M22 36h14l6 6v22H22zM36 36v6h6M26 50h12M26 56h12" />
    </>
  ),
}

export const fakes = pages({ 'GET /help/fakes': () => page(<Fakes />) })
