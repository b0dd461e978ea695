import { createContext, type ReactNode, use, useContext, useEffect, useMemo, useState } from 'react'
import type { Lang } from '#contract/common'
import { fill, type Values } from './fill.ts'
import type { TextKey } from './keys.ts'

type Bundle = Record<string, string>
// Two chunks of the build: only the language in use is fetched.
const load: Record<Lang, () => Promise<{ default: Bundle }>> = { ru: () => import('./ru.ts'), en: () => import('./en.ts') }

export interface Texts {
  lang: Lang
  t(key: TextKey, values?: Values): string
  /** For keys that the service names (problem codes, events): undefined when there is no such text. */
  maybe(key: string, values?: Values): string | undefined
}

const Context = createContext<Texts | null>(null)
const Bundles = createContext<Bundle>({})

export const loadTexts = async (lang: Lang) => (await load[lang]()).default

const textsOf = (lang: Lang, bundle: Bundle): Texts => ({
  lang,
  t: (key, values = {}) => fill(bundle[key] ?? key, values, lang),
  maybe: (key, values = {}) => (bundle[key] === undefined ? undefined : fill(bundle[key], values, lang)),
})

/** Gives texts in `lang`; while another language is on its way, the old one stays on the screen. */
export function TextsProvider({ lang, first, children }: { lang: Lang; first: Bundle; children: ReactNode }) {
  const [loaded, setLoaded] = useState({ lang, bundle: first })
  useEffect(() => {
    let wanted = true
    if (loaded.lang !== lang) loadTexts(lang).then((bundle) => wanted && setLoaded({ lang, bundle }))
    return () => {
      wanted = false
    }
  }, [lang, loaded.lang])
  const texts = useMemo(() => textsOf(loaded.lang, loaded.bundle), [loaded])
  useEffect(() => {
    document.documentElement.lang = loaded.lang
  }, [loaded.lang])
  return (
    <Bundles value={loaded.bundle}>
      <Context value={texts}>{children}</Context>
    </Bundles>
  )
}

/** Two chunks of one part's texts, by language. */
export type LaterTexts = Record<Lang, () => Promise<{ default: Bundle }>>
const later = new Map<() => Promise<{ default: Bundle }>, Promise<Bundle>>()

/** Texts of a part that comes later, laid over those that are there; suspends until they have come. `name` leads their keys. */
export function MoreTexts({ name, load, children }: { name: string; load: LaterTexts; children: ReactNode }) {
  const { lang } = useTexts()
  const fetch = load[lang]
  const asked = later.get(fetch) ?? fetch().then((came) => Object.fromEntries(Object.entries(came.default).map(([key, text]) => [`${name}.${key}`, text])))
  later.set(fetch, asked)
  // A part that did not come is asked for again by the next one who needs it.
  asked.catch(() => later.delete(fetch))
  const bundle = use(asked)
  const base = useContext(Bundles)
  const texts = useMemo(() => textsOf(lang, { ...base, ...bundle }), [lang, base, bundle])
  return <Context value={texts}>{children}</Context>
}

export function useTexts() {
  const texts = useContext(Context)
  if (!texts) throw new Error('useTexts outside of TextsProvider')
  return texts
}
