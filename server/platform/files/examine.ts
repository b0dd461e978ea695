import { type Inspected, inspect, type Refused, refusedForSize } from './inspect.ts'
import { DEFAULT_LIMITS, type Limits } from './limits.ts'
import { type Scan, type ScanState, stateAfter } from './scanner.ts'

/** `malware` is the scanner's name of what it found, for the journal of security and never for the sender. */
export type Examined = (Inspected & { scan: ScanState }) | (Refused & { malware?: string })

/**
 * Everything that is asked of a file before it is sealed and stored.
 * The bytes as sent are scanned, before cleaning: an image drawn anew no longer shows what was hidden in it, and whoever
 * sent it should be noticed. When the scanner is away the result is 'quarantined', and the file waits.
 */
export async function examine(bytes: Buffer, claimedName: string, scan: Scan, limits: Limits = DEFAULT_LIMITS): Promise<Examined> {
  const size = refusedForSize(bytes, limits)
  if (size) return size
  const found = await scan(bytes)
  if (typeof found === 'object') return { ok: false, code: 'file.malware', malware: found.malware }
  const inspected = await inspect(bytes, claimedName, limits)
  return inspected.ok ? { ...inspected, scan: stateAfter(found) } : inspected
}

/** The state of a quarantined file after another scan of its opened bytes; the job writes it beside the file. */
export const rescan = async (plain: Buffer, scan: Scan): Promise<ScanState> => stateAfter(await scan(plain))
