// What a browser fetches before a citizen sees the form: the page and everything it links, compressed, fonts aside. Budget: 6 requests, 25 KiB.
// `node bench/first-view.ts --dir /tmp/opora-bench/100k [--out bench/recorded/first-view.json]`
import { writeFileSync } from 'node:fs'
import { get, request } from 'node:http'
import { parseArgs } from 'node:util'
import { machine } from './machine.ts'
import { round } from './measure.ts'
import { startOpora } from './processes.ts'

const { values } = parseArgs({ options: { dir: { type: 'string', default: '/tmp/opora-bench/100k' }, out: { type: 'string' } } })
const opora = await startOpora(values.dir)
const views: object[] = []
try {
  views.push(await firstView('/requests/new/topic'))
  // The second page wants a topic chosen: the browser sends the first form as it is.
  const chosen = await sent(
    '/requests/new/topic',
    'subject=%D0%92%D0%BE%D0%BF%D1%80%D0%BE%D1%81+%D0%BE+%D1%81%D1%80%D0%BE%D0%BA%D0%B0%D1%85&kind=question&topic=service.status',
  )
  views.push(await firstView('/requests/new/details', chosen))
} finally {
  await opora.stop()
}
process.stdout.write(`${JSON.stringify(views, null, 1)}\n`)
if (values.out) writeFileSync(values.out, `${JSON.stringify({ machine: machine(), budget: { requests: 6, kib: 25 }, views }, null, 1)}\n`)

/** Bytes on the wire of a body, and its text; `br` is what browsers ask for. */
function fetched(path: string, cookie?: string): Promise<{ status: number; bytes: number; text: string; type: string; encoding: string }> {
  return new Promise((resolve, reject) => {
    get(
      { port: opora.port, host: '127.0.0.1', path, headers: { 'accept-encoding': 'br, gzip', accept: 'text/html,*/*', ...(cookie && { cookie }) } },
      async (reply) => {
        const chunks: Buffer[] = []
        for await (const chunk of reply) chunks.push(chunk as Buffer)
        const body = Buffer.concat(chunks)
        const encoding = String(reply.headers['content-encoding'] ?? 'none')
        const zlib = await import('node:zlib')
        const plain = encoding === 'br' ? zlib.brotliDecompressSync(body) : encoding === 'gzip' ? zlib.gunzipSync(body) : body
        resolve({ status: reply.statusCode ?? 0, bytes: body.length, text: plain.toString(), type: String(reply.headers['content-type'] ?? ''), encoding })
      },
    ).on('error', reject)
  })
}

/** Sends a form and answers the cookies that the browser keeps. */
function sent(path: string, form: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { port: opora.port, host: '127.0.0.1', path, method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      (reply) => {
        reply.resume()
        resolve((reply.headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; '))
      },
    )
    asked.on('error', reject)
    asked.end(form)
  })
}

/** The page, its style sheets, scripts with what they import at once, pictures and icons. */
async function firstView(page: string, cookie?: string) {
  const asked = new Map<string, { bytes: number; encoding: string }>()
  const html = await fetched(page, cookie)
  if (html.status !== 200) throw new Error(`${page} answered ${html.status}`)
  asked.set(page, { bytes: html.bytes, encoding: html.encoding })
  const wanted = [...html.text.matchAll(/<(?:link|script|img)\b[^>]*?(?:href|src)="(\/[^"#]+)"[^>]*>/g)]
    .filter(([tag]) => !/rel="(?:canonical|alternate|manifest|prefetch)"/.test(tag))
    .map(([, url]) => url!)
  for (const url of wanted) {
    if (asked.has(url) || /\.woff2?$/.test(url)) continue
    const one = await fetched(url)
    if (one.status !== 200) throw new Error(`${url} answered ${one.status}`)
    asked.set(url, { bytes: one.bytes, encoding: one.encoding })
    if (one.type.includes('javascript'))
      for (const [, other] of one.text.matchAll(/(?:import|from)\s*["'](\.?\.?\/[^"']+\.js)["']/g)) wanted.push(new URL(other!, `http://x${url}`).pathname)
  }
  const bytes = [...asked.values()].reduce((sum, one) => sum + one.bytes, 0)
  return { page, requests: asked.size, kib: round(bytes / 1024), files: Object.fromEntries(asked) }
}
