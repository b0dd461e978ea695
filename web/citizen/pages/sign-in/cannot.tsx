import type { Topic } from '#contract/topics'
import { page, pages, redirect } from '../../glue/pages.ts'
import { useSite } from '../../glue/site-context.ts'
import { LineOpen } from '../../parts/channels.tsx'
import { Field, Group, Radios, type Refused, useTroubles } from '../../parts/form.tsx'
import { Frame } from '../../parts/frame.tsx'
import { Around, Card, useHref, useTexts } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'

/** LOGIN-1: what stands in the way, and the topic its request would have. */
const troubles = {
  data: 'access.signin',
  forgotten: 'access.password',
  locked: 'access.locked',
  browser: 'tech.browser',
  factor: 'access.second_factor',
  'no-contacts': 'access.recovery',
  other: 'access.signin',
} as const satisfies Record<string, Topic>
type Kind = keyof typeof troubles
const kinds = Object.keys(troubles) as Kind[]
/** Where the fix is; the last two are settled by people. */
const ways: Partial<Record<Kind, string>> = { data: '/sign-in', forgotten: '/recovery/start', locked: '/unlock', browser: '/check-browser', factor: '/sign-in' }

function Ask({ refused }: { refused: Refused[] }) {
  const t = useTexts().cannot
  const href = useHref()
  const said = useTroubles()(refused)
  return (
    <Frame title={t.title} back="/sign-in" troubles={said}>
      <form method="post" action={href('/cannot-sign-in')}>
        <Group name="trouble" legend={t.question} hint={t.hint} troubles={said}>
          <Radios name="trouble" chosen={undefined} choices={kinds.map((kind) => ({ value: kind, label: t[`${kind}.choice`] }))} />
        </Group>
        <button class="main" type="submit">
          {t.go}
        </button>
      </form>
    </Frame>
  )
}

function Advice({ kind }: { kind: Kind }) {
  const t = useTexts().cannot
  const href = useHref()
  const way = ways[kind]
  return (
    <Frame title={t[`${kind}.title`]} back="/cannot-sign-in">
      <p>{t[`${kind}.lead`]}</p>
      <ol>
        {([1, 2, 3] as const).map((n) => (
          <li key={n}>{t[`${kind}.${n}`]}</li>
        ))}
      </ol>
      {kind === 'other' && <FreeText />}
      {way && (
        <div class="buttons">
          <a class="button main" href={href(way)}>
            {t[`${kind as 'data'}.go`]}
          </a>
          {kind !== 'forgotten' && <a href={href('/recovery/start')}>{t.recover}</a>}
        </div>
      )}
      <Door topic={troubles[kind]} />
    </Frame>
  )
}

/** None fits: the person's own words go into the form. */
function FreeText() {
  const t = useTexts().cannot
  const href = useHref()
  return (
    <form method="post" action={href('/requests/new')}>
      <input type="hidden" name="topic" value={troubles.other} />
      <Field name="subject" label={t['other.field']} autocomplete="off" maxlength={150} />
      <button class="main" type="submit">
        {t['other.go']}
      </button>
    </form>
  )
}

/** A way to a person stands on each page (LOGIN-7). */
export function Door({ topic }: { topic: Topic }) {
  const { agency, lang } = useSite()
  const t = useTexts()
  const href = useHref()
  return (
    <Card title={t.cannot['door.title']} icon="phone">
      <ul class="plain">
        {agency.phones.map((phone) => (
          <li key={phone.href}>
            <a class="number" href={phone.href.startsWith('tel:') ? phone.href : `tel:${phone.href}`}>
              {phone.number}
            </a>
            , {phone.cost === 'free' ? t.frame.free : t.frame.tariff}
          </li>
        ))}
        <li>
          <LineOpen /> {agency.hotline.hours && fill(t.frame.hours, { hours: agency.hotline.hours })}
        </li>
        <li>
          <Around text={t.cannot['door.form']} name="link">
            <a href={href(`/requests/new/topic?topic=${topic}`)}>{t.cannot['door.link']}</a>
          </Around>
        </li>
        {agency.address[lang] && <li>{fill(t.cannot['door.office'], { address: agency.address[lang] })}</li>}
      </ul>
      <p>{t.cannot['door.bring']}</p>
      <p class="faint">{t.cannot['door.never']}</p>
    </Card>
  )
}

const isKind = (value: string | null): value is Kind => value !== null && Object.hasOwn(troubles, value)

export const cannotPages = pages({
  'GET /cannot-sign-in': () => page(<Ask refused={[]} />),
  'POST /cannot-sign-in': ({ body }) => {
    const kind = body.get('trouble')
    return isKind(kind) ? redirect(`/cannot-sign-in/${kind}`) : page(<Ask refused={[{ field: 'trouble', code: 'trouble.required' }]} />, 422)
  },
  'GET /cannot-sign-in/:kind': ({ params }) => (isKind(params.kind) ? page(<Advice kind={params.kind} />) : redirect('/cannot-sign-in')),
})
