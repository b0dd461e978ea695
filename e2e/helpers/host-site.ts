// Another site of the agency: a plain server on an origin of its own, whose pages name the chat in one script tag.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Everything that a page's style may do to what stands in it. */
const hostileStyle = `:not(html,head,style,body,main,h1),::before{all:unset!important;display:none!important;opacity:0!important;font-size:1px!important;position:static!important}
html{font-size:62.5%}opora-chat{visibility:hidden!important;width:0!important;transform:scale(0)!important}`

interface Wishes {
  style?: string
  /** Attributes of the tag. */
  tag?: string
  tags?: number
  body?: string
  headers?: Record<string, string>
  /** With no style and no icon of its own. */
  bare?: boolean
}

export class HostSite {
  readonly origin: string
  readonly close: () => Promise<void>
  /** What its pages serve, by path. */
  readonly pages = new Map<string, Wishes>()
  private constructor(origin: string, close: () => Promise<void>) {
    this.origin = origin
    this.close = close
  }

  /** On 127.0.0.1, which to a browser is another site than localhost. `home`: where the service is. */
  static async open(home: () => string): Promise<HostSite> {
    let site: HostSite | undefined
    const server = createServer((request, response) => {
      const wishes = site?.pages.get(request.url ?? '') ?? (request.url === '/' ? {} : undefined)
      if (!wishes) return response.writeHead(404).end()
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...wishes.headers }).end(page(home(), wishes))
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    site = new HostSite(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    })
    site.pages.set('/hostile', { style: hostileStyle })
    return site
  }
}

const page = (home: string, { style = '', tag = '', tags = 1, body = '', bare = false }: Wishes): string => `<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Другой сайт</title>${bare ? '' : `<link rel="icon" href="data:,"><style>${style}</style>`}
${`<script src="${home}/widget.js" async ${tag}></script>`.repeat(tags)}</head>
<body><main><h1>Другой сайт</h1><p><a href="/second">Дальше</a></p>${body}</main></body></html>`
