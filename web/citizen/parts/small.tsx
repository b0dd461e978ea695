import type { ComponentChildren } from 'preact'
import type { CitizenStatus } from '#contract/tickets'
import { citizenStatusLooks, type IconName } from '../../ui/looks.ts'
import { inLang, useSite } from '../glue/site-context.ts'
import { fill, type Texts, texts } from '../texts/texts.ts'
import { clock, dayOf, moment, sameClock } from '../words.ts'

export const useTexts = (): Texts => texts[useSite().lang]
/** Links within the site, in the language of the visit. */
export function useHref(): (path: string) => string {
  const { lang } = useSite()
  return (path) => inLang(lang, path)
}

/** Decorative: a word always stands beside it. */
export function Icon({ name, large }: { name: IconName; large?: boolean }) {
  const { asset } = useSite()
  return (
    <svg class={large ? 'icon large' : 'icon'} aria-hidden="true" focusable="false">
      <use href={`${asset('icons.svg')}#${name}`} />
    </svg>
  )
}

export function StatusChip({ status }: { status: CitizenStatus }) {
  const { lang } = useSite()
  const look = citizenStatusLooks[status]
  return (
    <span class={`chip ${look.tone}${'strong' in look ? ' strong' : ''}`}>
      <Icon name={look.icon} />
      {look[lang]}
    </span>
  )
}

/** An instant in the agency's zone, and in the visitor's own when the clocks differ. */
export function useWhen(): (instant: string, withYear?: boolean) => string {
  const { agency, lang, now, zone } = useSite()
  const t = useTexts().frame
  return (instant, withYear = false) => {
    const at = new Date(instant)
    const ours = moment(at, agency.zone, lang, now, withYear)
    if (!zone || sameClock(at, agency.zone, zone)) return ours
    const otherDay = dayOf(at, zone, lang) !== dayOf(at, agency.zone, lang)
    return `${ours} (${fill(t.zoneOwn, { time: `${otherDay ? `${dayOf(at, zone, lang)}, ` : ''}${clock(at, zone, lang)}` })})`
  }
}

export function When({ at, withYear = false }: { at: string; withYear?: boolean }) {
  return <time dateTime={at}>{useWhen()(at, withYear)}</time>
}

/** A text with one place for an element: "read the page {link}". */
export function Around({ text, name, children }: { text: string; name: string; children: ComponentChildren }) {
  const [before, after] = text.split(`{${name}}`)
  return (
    <>
      {before}
      {children}
      {after}
    </>
  )
}

export function Card({ icon, tone, children, title }: { icon?: IconName; tone?: string; title?: string; children: ComponentChildren }) {
  return (
    <section class={`card ${tone ?? ''}`}>
      {title && (
        <h2>
          {icon && <Icon name={icon} />}
          {title}
        </h2>
      )}
      {children}
    </section>
  )
}

export type Island = 'draft' | 'files' | 'copy' | 'live' | 'password' | 'passkey' | 'browser' | 'session' | 'print' | 'chat' | 'kiosk' | 'notices' | 'push'

/** A live part: the page works without it. Its settings travel in data attributes, never as inline code. */
export function Script({ name }: { name: Island }) {
  const { asset } = useSite()
  return <script type="module" src={asset(`islands/${name}.ts`)} />
}
