import { crc32, deflateSync } from 'node:zlib'

// Files for tests, built here byte by byte so that the repository holds no binaries.

/** The harmless string that every scanner calls malware; put together so that this source is not called so too. */
export const EICAR = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!', '$H+H*'].join(''))

export function pngChunk(kind: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}

/** A white PNG of one bit a pixel; `extra` chunks stand before the pixels. 16000 x 16000 is a file of less than 100 KB. */
export function aPng(width = 40, height = 30, extra: readonly Buffer[] = []): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 1
  const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height, 0xff)
  for (let row = 0; row < height; row++) rows[row * (Math.ceil(width / 8) + 1)] = 0
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, pngChunk('IHDR', head), ...extra, pngChunk('IDAT', deflateSync(rows)), pngChunk('IEND', Buffer.alloc(0))])
}

/** A photo as a phone writes it; `orientation` is EXIF's number, 6 means turned by 90 degrees. */
export async function aJpeg(width = 40, height = 30, orientation = 1): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  return sharp({ create: { width, height, channels: 3, background: '#336699' } })
    .withExif({ IFD0: { Artist: 'Camera Owner' } })
    .withMetadata({ orientation })
    .jpeg()
    .toBuffer()
}

/** A PDF of these objects, the first of which is its catalogue. A Buffer is taken as it is, for streams. */
export function aPdfOf(objects: readonly (string | Buffer)[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  const starts: number[] = []
  let length = parts[0]?.length ?? 0
  const add = (part: Buffer) => {
    parts.push(part)
    length += part.length
  }
  objects.forEach((object, index) => {
    starts.push(length)
    add(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]))
  })
  const table = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  add(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`))
  return Buffer.concat(parts)
}

const PAGES = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>'

/** One page; `catalog` is added to the catalogue, `page` to the page, `more` objects are numbered from 5, `content` is the page's stream. */
export function aPdf({ catalog = '', page = '', content = Buffer.from('BT ET'), more = [] as (string | Buffer)[] } = {}): Buffer {
  return aPdfOf([
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    PAGES,
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R ${page} >>`,
    aStream(content),
    ...more,
  ])
}

export function aStream(body: Buffer, dict = ''): Buffer {
  return Buffer.concat([Buffer.from(`<< /Length ${body.length} ${dict} >>\nstream\n`), body, Buffer.from('\nendstream')])
}

/** The same PDF through qpdf, for what is hard to write by hand: object streams, encryption. */
export async function throughQpdf(pdf: Buffer, options: readonly string[]): Promise<Buffer> {
  const { default: qpdf } = await import('@neslinesli93/qpdf-wasm')
  type Qpdf = { callMain(args: string[]): number; FS: { writeFile(path: string, bytes: Uint8Array): void; readFile(path: string): Uint8Array } }
  const { callMain, FS } = await (qpdf as unknown as () => Promise<Qpdf>)()
  FS.writeFile('/in.pdf', pdf)
  if (callMain(['/in.pdf', ...options, '/out.pdf']) !== 0) throw new Error('qpdf refused the sample')
  return Buffer.from(FS.readFile('/out.pdf'))
}

/** An empty ZIP archive, 22 bytes: hung on behind a picture it makes the file two things at once (GIFAR). */
export const EMPTY_ZIP = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)])
