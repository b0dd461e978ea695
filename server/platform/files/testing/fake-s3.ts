import { createServer } from 'node:http'

/** A small S3 in memory, path style, two keys a page; refuses calls without a signature and can be made to fail with a status. */
export async function fakeS3(bucket: string) {
  const objects = new Map<string, Buffer>()
  const calls: string[] = []
  let failing = 0
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://s3')
      calls.push(`${request.method} ${url.pathname}`)
      const answer = (status: number, body: string | Buffer = '') => response.writeHead(status, { 'content-type': 'application/xml' }).end(body)
      const signed = /^AWS4-HMAC-SHA256 Credential=KEY\/.+Signature=[0-9a-f]{64}$/.test(request.headers.authorization ?? '')
      if (!signed || !request.headers['x-amz-content-sha256']) return answer(403, error('AccessDenied'))
      if (failing) return answer(failing, error('Made to fail'))
      const [, first, ...rest] = url.pathname.split('/')
      if (first !== bucket) return answer(404, error('NoSuchBucket'))
      const key = decodeURIComponent(rest.join('/'))
      if (request.method === 'GET' && key === '') return answer(200, page(objects, url.searchParams))
      if (request.method === 'PUT') {
        objects.set(key, Buffer.concat(parts))
        return answer(200)
      }
      if (request.method === 'DELETE') {
        objects.delete(key)
        return answer(204)
      }
      const found = objects.get(key)
      return found ? answer(200, found) : answer(404, error('NoSuchKey'))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('no port')
  return {
    endpoint: `http://127.0.0.1:${bound.port}`,
    objects,
    calls,
    failWith(status: number) {
      failing = status
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const error = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`

const PAGE = 2

function page(objects: Map<string, Buffer>, query: URLSearchParams): string {
  const all = [...objects.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '')).sort()
  const from = Number(query.get('continuation-token') ?? 0)
  const more = from + PAGE < all.length
  const rows = all.slice(from, from + PAGE).map((key) => `<Contents><Key>${key}</Key></Contents>`)
  return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${from + PAGE}</NextContinuationToken>` : ''}${rows.join('')}</ListBucketResult>`
}
