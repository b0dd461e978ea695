import { connect, type NetConnectOpts } from 'node:net'

/** 'not_scanned': no scanner is configured (demo). 'unavailable': one is, and it did not say "clean". */
export type ScanResult = 'clean' | 'not_scanned' | 'unavailable' | { malware: string }
export type Scan = (bytes: Buffer) => Promise<ScanResult>

/** What stands beside a stored file. 'quarantined': stored, sealed, closed to everybody until a later scan says "clean". */
export type ScanState = 'clean' | 'not_scanned' | 'quarantined' | 'infected'

/** Fail closed: silence of a configured scanner is not a "clean". */
export function stateAfter(result: ScanResult): ScanState {
  if (typeof result === 'object') return 'infected'
  return result === 'unavailable' ? 'quarantined' : result
}

export const mayOpen = (state: ScanState): boolean => state === 'clean' || state === 'not_scanned'

const CHUNK = 64 * 1024
const REPLY_BYTES = 4096

/**
 * Asks clamd with INSTREAM. `address`: "tcp://host:3310", "host:3310", "unix:/run/clamav/clamd.ctl" or a bare path.
 * The whole conversation has `milliseconds`; an error, a cut, an unknown answer and clamd's size limit are all 'unavailable'.
 */
export function scanner(address: string | undefined, milliseconds = 10_000): Scan {
  if (!address) return async () => 'not_scanned'
  const target = targetOf(address)
  return (bytes) =>
    new Promise((resolve) => {
      const socket = connect(target)
      let reply = ''
      const end = (result: ScanResult) => {
        clearTimeout(timer)
        socket.destroy()
        resolve(result)
      }
      const timer = setTimeout(end, milliseconds, 'unavailable')
      socket.on('connect', () => socket.write(instream(bytes)))
      socket.on('data', (part) => {
        reply += part.toString('latin1')
        if (reply.includes('\0')) end(meaning(reply.slice(0, reply.indexOf('\0'))))
        else if (reply.length > REPLY_BYTES) end('unavailable')
      })
      socket.on('error', () => end('unavailable'))
      socket.on('close', () => end('unavailable'))
    })
}

/** Chunks, each behind its length in 4 bytes, and an empty one. */
function instream(bytes: Buffer): Buffer {
  const parts: Buffer[] = [Buffer.from('zINSTREAM\0')]
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const chunk = bytes.subarray(at, at + CHUNK)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(chunk.length)
    parts.push(length, chunk)
  }
  return Buffer.concat([...parts, Buffer.alloc(4)])
}

function meaning(reply: string): ScanResult {
  if (reply === 'stream: OK') return 'clean'
  const found = reply.match(/^stream: (.{1,200}) FOUND$/)
  return found?.[1] ? { malware: found[1] } : 'unavailable'
}

/** @throws Error for an address that names neither a socket nor a host with a port: a wrong setting stops the start, not the first upload. */
function targetOf(address: string): NetConnectOpts {
  const path = address.match(/^(?:unix:)?(\/.+)$/)?.[1]
  if (path) return { path }
  const host = address.match(/^(?:tcp:\/\/)?(?:\[([0-9a-f:]+)\]|([^\s:/[\]]+)):(\d{1,5})$/i)
  const port = Number(host?.[3])
  if (!host || port < 1 || port > 65_535) throw new Error('scanner address: expected tcp://host:port or unix:/path')
  return { host: host[1] ?? host[2], port }
}
