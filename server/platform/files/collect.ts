import { FileError } from './file-error.ts'

/** A part of a form as it arrives. `truncated` is set by the multipart parser when its own limit cut the part. */
export type IncomingFile = AsyncIterable<Uint8Array> & { truncated?: boolean }

/**
 * The bytes of one file, in memory: nothing is written to disk, so nothing can be left behind.
 * More than `maxBytes` is FileError 'file.too-big'. 'stop' answers at once and destroys the stream (a single upload);
 * 'drain' reads the rest away, so that the other files of the same form survive (FORM-8).
 */
export async function collect(stream: IncomingFile, maxBytes: number, overflow: 'stop' | 'drain' = 'stop'): Promise<Buffer> {
  let kept: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream) {
    length += chunk.length
    if (length <= maxBytes) kept.push(chunk)
    else if (overflow === 'stop') throw new FileError('file.too-big')
    else kept = []
  }
  if (length > maxBytes || stream.truncated) throw new FileError('file.too-big')
  return Buffer.concat(kept, length)
}
