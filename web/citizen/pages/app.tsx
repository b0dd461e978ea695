import { readFileSync } from 'node:fs'
import type { Lang } from '#contract/common'
import { buildFolder } from '../glue/assets.ts'
import { file, page, pages } from '../glue/pages.ts'
import { inLang, type Site, useSite } from '../glue/site-context.ts'
import { Frame } from '../parts/frame.tsx'
import { useTexts } from '../parts/small.tsx'

/** What a telephone needs to put the site on its screen: the agency's name, in the language of the visit (GEN-1). */
const manifestOf = ({ lang, agency, asset }: Pick<Site, 'lang' | 'agency' | 'asset'>) => ({
  id: inLang(lang, '/'),
  name: agency.name[lang],
  short_name: shortOf(agency.name[lang]),
  lang,
  dir: 'ltr',
  start_url: inLang(lang, '/me/notifications'),
  scope: '/',
  display: 'standalone',
  background_color: '#F6F5F0',
  theme_color: '#0A5C58',
  icons: [192, 512].map((size) => ({ src: asset(`app-${size}.png`), sizes: `${size}x${size}`, type: 'image/png', purpose: 'any maskable' })),
})
/** Under an icon there is room for about twelve letters. */
const shortOf = (name: string): string => (name.length <= 12 ? name : (name.match(/\p{L}[\p{L}-]*/gu)?.find((word) => word.length > 3) ?? name).slice(0, 12))

function Offline() {
  const t = useTexts().errors
  const { agency } = useSite()
  return (
    <Frame title={t.offline}>
      <p>{t.offlineText}</p>
      <p>{agency.phones.map(({ number }) => number).join(', ')}</p>
    </Frame>
  )
}

const built = (path: string): Buffer => readFileSync(`${buildFolder}${path.slice(1)}`)
const manifest = (site: Site, lang: Lang) =>
  file({ bytes: Buffer.from(JSON.stringify(manifestOf({ ...site, lang }))), headers: { 'content-type': 'application/manifest+json; charset=utf-8' } })

/** Files that browsers ask for at fixed addresses; the worker is asked for at each start and so is never kept (no-store). */
export const appFiles = pages({
  'GET /manifest.webmanifest': ({ site }) => manifest(site, site.lang),
  'GET /service-worker.js': ({ site }) =>
    file({ bytes: built(site.asset('browser/service-worker.ts')), headers: { 'content-type': 'text/javascript; charset=utf-8' } }),
  'GET /app-icon.png': ({ site }) => file({ bytes: built(site.asset('app-192.png')), headers: { 'content-type': 'image/png' } }),
  'GET /offline': () => page(<Offline />),
})
