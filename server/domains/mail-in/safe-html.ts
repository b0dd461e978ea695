import sanitize from 'sanitize-html'

const FORMATTING = [
  ...['p', 'div', 'span', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'code', 'center'],
  ...['b', 'strong', 'i', 'em', 'u', 's', 'strike', 'del', 'ins', 'sub', 'sup', 'small', 'big', 'font'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'caption'],
]
const LAYOUT = { td: ['colspan', 'rowspan', 'align', 'valign'], th: ['colspan', 'rowspan', 'align', 'valign'], '*': ['dir', 'lang'] }
/** Elements whose words are no words of the letter. */
const SILENT = [
  'script',
  'style',
  'textarea',
  'option',
  'noscript',
  'title',
  'template',
  'xmp',
  'iframe',
  'svg',
  'math',
  'object',
  'applet',
  'noembed',
  'noframes',
]

const allowList = (more: sanitize.IOptions): sanitize.IOptions => ({
  allowedTags: FORMATTING,
  allowedAttributes: LAYOUT,
  disallowedTagsMode: 'discard',
  nonTextTags: SILENT,
  allowedSchemes: [],
  allowProtocolRelative: false,
  enforceHtmlBoundary: false,
  parseStyleAttributes: false,
  nestingLimit: 50,
  ...more,
})

/** Formatting only: no style, no script, no form, no address of anything. Links stay as their words. */
export const safeHtml = (html: string): string => sanitize(html, allowList({}))

/** Images of a letter that may be shown are drawn from the letter itself; larger ones are offered as files only. */
const MOST_IMAGE = 512 * 1024
const MOST_IMAGES = 2 * 1024 * 1024

/** The same with images that hang on the letter itself, each in the text; all others are left out with their addresses. */
export function shownHtml(html: string, parts: readonly { contentId: string | null; bytes: Uint8Array }[]): string {
  const images = new Map<string, string>()
  let room = MOST_IMAGES
  for (const { contentId, bytes } of parts) {
    const type = imageType(bytes)
    if (!contentId || !type || bytes.length > MOST_IMAGE || bytes.length > room) continue
    room -= bytes.length
    images.set(contentId.toLowerCase(), `data:${type};base64,${Buffer.from(bytes).toString('base64')}`)
  }
  return sanitize(
    html,
    allowList({
      allowedTags: [...FORMATTING, 'img'],
      allowedAttributes: { ...LAYOUT, img: ['src', 'alt'] },
      allowedSchemesByTag: { img: ['data'] },
      transformTags: {
        img: (tagName, { src = '', alt = '' }) => {
          const own = images.get(/^cid:(.+)$/is.exec(src.trim())?.[1]?.toLowerCase() ?? '')
          return { tagName, attribs: { alt: alt.slice(0, 200), ...(own && { src: own }) } }
        },
      },
      exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !attribs['src'] && !attribs['alt'],
    }),
  )
}

/** By the first bytes: what says image/png may be anything. */
function imageType(bytes: Uint8Array): string | null {
  const starts = (...signs: number[]) => signs.every((sign, at) => bytes[at] === sign)
  if (starts(0x89, 0x50, 0x4e, 0x47)) return 'image/png'
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg'
  return starts(0x47, 0x49, 0x46, 0x38) ? 'image/gif' : null
}
