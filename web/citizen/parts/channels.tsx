import { useSite } from '../glue/site-context.ts'
import { fill } from '../texts/texts.ts'
import { Around, Icon, useHref, useTexts, useWhen } from './small.tsx'

/** Ways to reach the agency, at the same place before the footer on every page. */
export function Channels() {
  const { agency, lang } = useSite()
  const t = useTexts().frame
  const href = useHref()
  return (
    <section class="channels" aria-labelledby="channels-title">
      <h2 id="channels-title">{t.help}</h2>
      <ul>
        {agency.phones.map((phone) => (
          <li key={phone.href}>
            <Icon name="phone" />
            <span>
              <a class="number" href={phone.href.startsWith('tel:') ? phone.href : `tel:${phone.href}`}>
                {phone.number}
              </a>
              , {phone.cost === 'free' ? t.free : t.tariff}
            </span>
          </li>
        ))}
        <li>
          <Icon name="clock" />
          <span>
            <LineOpen />{' '}
            {agency.hotline.hours && (
              <Around text={t.hours} name="hours">
                <span class="fixed">{agency.hotline.hours}</span>
              </Around>
            )}
          </span>
        </li>
        <li>
          <Icon name="pencil" />
          <span>
            <Around text={t.writeAny} name="link">
              <a href={href('/requests/new/topic')}>{t.newRequest}</a>
            </Around>
          </span>
        </li>
        {agency.address[lang] && (
          <li>
            <Icon name="map-pin" />
            <span>{agency.address[lang]}</span>
          </li>
        )}
      </ul>
    </section>
  )
}

export function LineOpen() {
  const { agency } = useSite()
  const t = useTexts().frame
  const when = useWhen()
  const { open, changesAt } = agency.hotline
  const text = open ? (changesAt ? t.openUntil : t.openAlways) : changesAt ? t.closedUntil : t.closed
  return <>{fill(text, { time: changesAt ? when(changesAt) : '' })}.</>
}
