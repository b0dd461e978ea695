import { EXTENSIONS, type FileType } from './content-type.ts'

/** Every stored object is named by its id and by nothing a stranger wrote. */
export const FILE_ID = /^[0-9a-f-]{36}$/

const NAME_CHARACTERS = 120
const EXTENSION = /\.(\p{L}[\p{L}\p{N}]{0,9})$/u
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i

/**
 * A name fit to be shown and to be saved under: the last part of a path, without control, bidi and zero-width
 * characters, without leading dots, at most 120 characters with the extension kept.
 * With `type`, an extension that contradicts the content is replaced.
 */
export function safeName(name: string, type?: FileType): string {
  const plain = name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').normalize('NFC')
  const last = plain.split(/[/\\]/).pop() ?? ''
  const tidy = last
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  const extension = tidy.match(EXTENSION)?.[1] ?? ''
  const stem = extension ? tidy.slice(0, -extension.length - 1) : tidy
  if (!type || EXTENSIONS[type].includes(extension.toLowerCase())) return joined(stem, extension)
  const right = EXTENSIONS[type][0] as string
  // "scan.pdf.exe" that is a PDF was a PDF before somebody hung an .exe on it
  return joined(
    EXTENSIONS[type].reduce((rest, each) => (rest.toLowerCase().endsWith(`.${each}`) ? rest.slice(0, -each.length - 1) : rest), stem),
    right,
  )
}

function joined(stem: string, extension: string): string {
  const tail = extension ? `.${extension}` : ''
  const room = NAME_CHARACTERS - [...tail].length
  const head = [...stem]
    .slice(0, room)
    .join('')
    .replace(/[. ]+$/, '')
  // After the trimming: "CON .pdf" is a device's name only then.
  return `${head || 'file'}${tail}`.replace(DEVICE, '_$1')
}

/** The Content-Disposition of a download (RFC 6266, RFC 8187): always an attachment, never shown in our own origin. */
export function contentDisposition(name: string): string {
  const safe = safeName(name)
  const ascii = safe.replace(/[^\x20-\x7e]/g, '_').replace(/[%"\\]/g, '_')
  const encoded = encodeURIComponent(safe).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

/** All headers that a served file carries: what somebody attached must not run, be guessed at or stay in a cache. */
export function downloadHeaders(name: string, type: FileType): Record<string, string> {
  return {
    'content-type': type === 'text/plain' ? 'text/plain; charset=utf-8' : type,
    'content-disposition': contentDisposition(name),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store',
  }
}
