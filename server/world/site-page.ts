import type { FastifyInstance } from 'fastify'
import type { Lang } from '#contract/common'
import { escaped } from '#domains/notifications/index'
import { demoHostSite } from '#platform/http/host-site'
import { Refusal } from '#platform/refusal'
import en from './site.en.json' with { type: 'json' }
import ru from './site.ru.json' with { type: 'json' }

const texts: Record<Lang, typeof ru> = { ru, en }

/** A look of its own, as of somebody who has never heard of us. */
const style = `:root{color-scheme:light dark}body{margin:0 auto;max-width:44rem;padding:16px;font:1.0625rem/1.6 Georgia,"Noto Serif",serif}h1{font-size:1.75rem;line-height:1.2}.note{border:2px dashed;padding:8px 12px;font-size:1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere}a{color:inherit;padding:6px 0;display:inline-block}`

/** GET /demo/site: a site of somebody else, on another origin, with the chat in one tag. Only a demonstration has it. */
export function sitePage(app: FastifyInstance): void {
  for (const [lang, prefix] of [
    ['ru', ''],
    ['en', '/en'],
  ] as const satisfies [Lang, string][])
    app.get(`${prefix}/demo/site`, { config: { access: 'anyone', page: true } }, async (request, reply) => {
      const { app: platform } = request.ctx
      if (platform.mode !== 'demo') throw new Refusal('not-found', 'page.none')
      const other = demoHostSite(platform)
      if (other && `${request.protocol}://${request.host}` !== other) return reply.redirect(`${other}${prefix}/demo/site`)
      const home = platform.config.http.publicUrl
      const policy = `default-src 'none'; script-src ${home}; connect-src ${home}; frame-src ${home}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
      return reply.header('content-security-policy', policy).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page(lang, home))
    })
}

function page(lang: Lang, home: string): string {
  const t = texts[lang]
  const [path, back] = lang === 'ru' ? ['/en/demo/site', '/demo/sign-in'] : ['/demo/site', '/en/demo/sign-in']
  const tag = `<script src="${home}/widget.js" async></script>`
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(t.title)}</title><link rel="icon" href="data:,"><style>${style}</style>${tag}</head>
<body><main><p class="note">${escaped(t.note)} <a href="${home}${back}">${escaped(t.back)}</a></p><h1>${escaped(t.title)}</h1><p>${escaped(t.lead)}</p><p>${escaped(t.hours)}</p><p>${escaped(t.tag)}</p><pre><code>${escaped(tag)}</code></pre><p><a href="${path}" lang="${lang === 'ru' ? 'en' : 'ru'}">${escaped(t.other)}</a></p></main></body></html>`
}
