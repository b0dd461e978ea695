import { createServer, type Server } from 'node:net'
import { inflateSync } from 'node:zlib'
import { EICAR } from './samples.ts'

/** How the fake behaves; 'silent' takes the bytes and never answers, 'cut' closes without a word. */
export type Mood = 'works' | 'silent' | 'cut' | 'too-big' | 'nonsense'

/** A server that speaks clamd's INSTREAM on a free port or a Unix socket and finds EICAR in plain and in a PDF's deflated streams. */
export async function fakeClamd(where: { path?: string; port?: number } = { port: 0 }) {
  let mood: Mood = 'works'
  const server: Server = createServer((socket) => {
    let seen: Buffer = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (part: Buffer) => {
      seen = Buffer.concat([seen, part])
      const body = bodyOf(seen)
      if (body === null) return
      if (mood === 'cut') socket.destroy()
      if (mood === 'works') socket.end(verdict(body))
      if (mood === 'too-big') socket.end('INSTREAM size limit exceeded. ERROR\0')
      if (mood === 'nonsense') socket.end('x'.repeat(10_000))
    })
  })
  const open = new Set<import('node:net').Socket>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
  })
  await new Promise<void>((resolve) => (where.path ? server.listen(where.path, resolve) : server.listen(where.port, '127.0.0.1', resolve)))
  const bound = server.address()
  const address = typeof bound === 'string' ? `unix:${bound}` : `tcp://127.0.0.1:${bound?.port}`
  return {
    address,
    become(next: Mood) {
      mood = next
    },
    stop: () =>
      new Promise<void>((resolve) => {
        for (const socket of open) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

function verdict(body: Buffer | 'wrong'): string {
  if (body === 'wrong') return 'UNKNOWN COMMAND\0'
  return hasEicar(body) ? 'stream: Win.Test.EICAR_HDB-1 FOUND\0' : 'stream: OK\0'
}

/** The joined chunks once the empty one has come, null before, 'wrong' for another command. */
function bodyOf(seen: Buffer): Buffer | 'wrong' | null {
  const command = Buffer.from('zINSTREAM\0')
  if (seen.length < command.length) return null
  if (!seen.subarray(0, command.length).equals(command)) return 'wrong'
  const chunks: Buffer[] = []
  for (let at = command.length; at + 4 <= seen.length; ) {
    const length = seen.readUInt32BE(at)
    if (length === 0) return Buffer.concat(chunks)
    chunks.push(seen.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return null
}

/** In plain, or in the deflated stream of a PDF. */
function hasEicar(body: Buffer): boolean {
  if (body.includes(EICAR)) return true
  for (let at = body.indexOf('stream\n'); at >= 0; at = body.indexOf('stream\n', at + 1)) {
    try {
      if (inflateSync(body.subarray(at + 7)).includes(EICAR)) return true
    } catch {}
  }
  return false
}
