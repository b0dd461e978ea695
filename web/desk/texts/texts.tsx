import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
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
  return <Context value={texts}>{children}</Context>
}

export function useTexts() {
  const texts = useContext(Context)
  if (!texts) throw new Error('useTexts outside of TextsProvider')
  return texts
}
