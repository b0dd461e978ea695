import { Readable } from 'node:stream'

/** Bytes of fields that may stand before the first file: the longest message, as UTF-8, with room. */
const longestHead = 128 * 1024

/**
 * Takes the fields that stand before the first file out of a multipart stream and leaves the rest, still multipart, to be handed on.
 * Browsers send parts in the order of the form, so words and files can travel in one form without any file being held in memory.
 */
export async function takeFields(raw: Readable, contentType: string): Promise<{ fields: URLSearchParams; rest: Readable }> {
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? []
  const delimiter = Buffer.from(`--${quoted ?? bare ?? ''}`)
  const fields = new URLSearchParams()
  // An answer may be ready before the body was read to its end; the connection must live until it is sent.
  const chunks = raw.iterator({ destroyOnReturn: false })
  let held: Buffer = Buffer.alloc(0)
  const more = async (): Promise<boolean> => {
    if (held.length > longestHead) throw Object.assign(new Error('fields before the files are too long'), { statusCode: 413 })
    const next = await chunks.next()
    if (next.done) return false
    held = Buffer.concat([held, next.value as Buffer])
    return true
  }
  const find = async (what: Buffer | string, from: number): Promise<number> => {
    for (;;) {
      const at = held.indexOf(what, from)
      if (at !== -1 || !(await more())) return at
    }
  }
  for (;;) {
    const headerEnd = await find('\r\n\r\n', delimiter.length)
    if (headerEnd === -1) break
    const header = held.toString('utf8', delimiter.length, headerEnd)
    const name = /;\s*name="([^"]*)"/i.exec(header)?.[1]
    if (name === undefined || /;\s*filename/i.test(header)) break
    const end = await find(Buffer.concat([Buffer.from('\r\n'), delimiter]), headerEnd + 2)
    if (end === -1) break
    fields.append(name, end > headerEnd + 4 ? held.toString('utf8', headerEnd + 4, end) : '')
    held = held.subarray(end + 2)
  }
  async function* remaining() {
    yield held
    yield* chunks
  }
  return { fields, rest: Readable.from(remaining(), { objectMode: false }) }
}
