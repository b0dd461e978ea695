import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)
/** Under this many bytes compression saves less than a packet. */
const worthIt = 1024

/** The body in the best coding the browser takes; quality 4 costs about as much as rendering the page. */
export async function compressed(html: string, accepts: string | undefined): Promise<{ body: Buffer; coding?: 'br' | 'gzip' }> {
  const body = Buffer.from(html)
  if (body.length < worthIt || accepts === undefined) return { body }
  if (/\bbr\b/.test(accepts)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.length }
    return { body: await brotli(body, { params }), coding: 'br' }
  }
  return /\bgzip\b/.test(accepts) ? { body: await zip(body, { level: 6 }), coding: 'gzip' } : { body }
}
