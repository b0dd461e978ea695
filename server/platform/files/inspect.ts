import { declaredType, type FileType, isAlsoZip } from './content-type.ts'
import type { FileRefusal } from './file-error.ts'
import { redrawn } from './image.ts'
import { DEFAULT_LIMITS, type Limits } from './limits.ts'
import { safeName } from './names.ts'
import { checkedPdf } from './pdf.ts'
import { asPlainText } from './plain-text.ts'

/** `bytes` is what may be stored, `name` what may be shown; `width` and `height` in pixels for images, `pages` for PDF. */
export type Inspected = { ok: true; type: FileType; bytes: Buffer; name: string; width?: number; height?: number; pages?: number }
export type Refused = { ok: false; code: FileRefusal }

/** Decides by content what a file is and gives back a copy without anything that could act. The claimed name never decides, except between text and nothing. */
export async function inspect(bytes: Buffer, claimedName: string, limits: Limits = DEFAULT_LIMITS): Promise<Inspected | Refused> {
  const size = refusedForSize(bytes, limits)
  if (size) return size
  const type = declaredType(bytes) ?? (isOfferedText(claimedName, limits) ? 'text/plain' : null)
  if (type === null) return { ok: false, code: 'file.type' }
  const clean = await cleaned(bytes, type, limits)
  return typeof clean === 'string' ? { ok: false, code: clean } : { ok: true, type, name: safeName(claimedName, type), ...clean }
}

/** The cheap question that comes before a scan. */
export function refusedForSize(bytes: Buffer, limits: Limits): Refused | null {
  if (bytes.length === 0) return { ok: false, code: 'file.empty' }
  return bytes.length > limits.bytes ? { ok: false, code: 'file.too-big' } : null
}

async function cleaned(bytes: Buffer, type: FileType, limits: Limits): Promise<Omit<Inspected, 'ok' | 'type' | 'name'> | FileRefusal> {
  if (type === 'text/plain') {
    const text = asPlainText(bytes)
    return text ? { bytes: text } : 'file.type'
  }
  if (type !== 'application/pdf') return redrawn(bytes, type, limits)
  return isAlsoZip(bytes) ? 'file.type' : checkedPdf(bytes, limits)
}

const isOfferedText = (name: string, limits: Limits) => limits.extraTypes.some((each) => safeName(name).toLowerCase().endsWith(`.${each}`))
