/**
 * The objects of a PDF as `qpdf --json=2` writes them: "obj:5 0 R" -> {value} or {stream: {dict}}, and "trailer".
 * Names are strings that begin with "/", texts with "u:" or "b:", references look like "5 0 R".
 */
export type PdfObjects = Record<string, { value?: PdfValue; stream?: { dict: PdfValue } }>
type PdfValue = null | boolean | number | string | PdfValue[] | { [key: string]: PdfValue }
type PdfDict = { [key: string]: PdfValue }

/** Keys under which a program or another file is carried. */
const CARRIERS = new Set(['/JS', '/JavaScript', '/EmbeddedFiles', '/EF', '/RichMediaContent', '/RichMediaSettings', '/XFA'])

/** Names that say what an object does; looked for anywhere, because the key that holds them may be a reference away. */
const DOERS = new Set([
  ...['/JavaScript', '/Launch', '/EmbeddedFile', '/FileAttachment', '/RichMedia', '/RichMediaExecute'],
  ...['/ImportData', '/SubmitForm', '/GoToE', '/Rendition', '/Movie', '/XFA'],
])

/** What may happen without a click: a jump inside the document. */
const HARMLESS = new Set(['/GoTo', '/Named'])
const CHAIN = 20

/** Whether the document runs, opens, sends or carries anything but pages. */
export function activeContent(objects: PdfObjects): boolean {
  const todo: PdfValue[] = Object.values(objects).map(contentOf)
  while (todo.length > 0) {
    const value = todo.pop() as PdfValue
    if (typeof value === 'string') {
      if (DOERS.has(value)) return true
    } else if (Array.isArray(value)) {
      for (const each of value) todo.push(each)
    } else if (isDict(value)) {
      for (const [key, each] of Object.entries(value)) {
        if (CARRIERS.has(key)) return true
        if (key === '/OpenAction' && actsUnasked(objects, each)) return true
        if (key === '/AA' && Object.values(asDict(resolved(objects, each))).some((action) => actsUnasked(objects, action))) return true
        todo.push(each)
      }
    }
  }
  return false
}

/** The number of pages that the page tree states, 0 when there is none. */
export function pageCount(objects: PdfObjects): number {
  const root = asDict(resolved(objects, asDict(contentOf(objects['trailer']))['/Root'] ?? null))
  const count = resolved(objects, asDict(resolved(objects, root['/Pages'] ?? null))['/Count'] ?? null)
  return typeof count === 'number' && Number.isSafeInteger(count) && count > 0 ? count : 0
}

function actsUnasked(objects: PdfObjects, action: PdfValue, depth = 0): boolean {
  const value = resolved(objects, action)
  if (value === null || Array.isArray(value) || typeof value === 'string') return false // a destination
  if (!isDict(value) || depth > CHAIN) return true
  const kind = resolved(objects, value['/S'] ?? null)
  if (kind === null && value['/D'] !== undefined) return false
  if (typeof kind !== 'string' || !HARMLESS.has(kind)) return true
  const next = resolved(objects, value['/Next'] ?? null)
  return (Array.isArray(next) ? next : [next]).some((each) => each !== null && actsUnasked(objects, each, depth + 1))
}

function resolved(objects: PdfObjects, value: PdfValue): PdfValue {
  let found = value
  for (let hop = 0; hop < CHAIN && typeof found === 'string' && /^\d+ \d+ R$/.test(found); hop++) found = contentOf(objects[`obj:${found}`])
  return found
}

const contentOf = (object: PdfObjects[string] | undefined): PdfValue => object?.value ?? object?.stream?.dict ?? null
const isDict = (value: PdfValue): value is PdfDict => typeof value === 'object' && value !== null && !Array.isArray(value)
const asDict = (value: PdfValue): PdfDict => (isDict(value) ? value : {})
