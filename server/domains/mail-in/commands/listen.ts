import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { systemCtx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { bare } from '#platform/log'
import type { Platform } from '#platform/platform'
import { isOurs } from '../what-kind.ts'
import { receive } from './receive.ts'

export interface Listener {
  port: number
  close: () => Promise<void>
}
interface Listening {
  platform: Platform
  clock: () => Date
  taken: () => void
}

/** Letters in memory at once, each up to the size limit. */
const MOST_CLIENTS = 8
const answer = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode })

/**
 * Takes letters from the agency's mail server by LMTP or SMTP. "250" is said when the letter is stored, never before; while the store is away the
 * answer is "later", so that the mail server keeps it. Addresses of others are refused one by one.
 */
export async function listen({ platform, clock, taken }: Listening): Promise<Listener> {
  const { config, log } = platform
  const { address, protocol, maxBytes } = config.mailIn
  const server = new SMTPServer({
    lmtp: protocol === 'lmtp',
    name: config.agency.domain,
    banner: 'letters',
    size: maxBytes,
    maxClients: MOST_CLIENTS,
    // Between two programs in one private network; whoever else may reach the port is for the network to say.
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    socketTimeout: 60_000,
    closeTimeout: 5000,
    logger: false,
    onRcptTo: ({ address: to }, _session, done) => done(isOurs(to, address) ? null : answer(550, 'no such box here')),
    onData: (stream, session, done) => {
      take(stream, session).then(
        () => done(null, 'stored'),
        (error) => {
          if (!error.responseCode) log.warn({ part: 'mail-in', ...bare(error) }, 'a letter could not be stored')
          done(error.responseCode ? error : answer(451, 'not now, please try again'))
        },
      )
    },
  })

  async function take(stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<void> {
    const raw = await bytesOf(stream, maxBytes)
    if (!raw) throw answer(552, 'the letter is too large')
    const now = clock()
    const from = envelope.mailFrom ? envelope.mailFrom.address : ''
    const to = envelope.rcptTo.map((one) => one.address)
    await receive(systemCtx(platform, now, uuidv7(now).slice(-12)), 'lmtp', { from, to }, raw)
    taken()
  }

  server.on('error', (error) => log.warn({ part: 'mail-in', ...bare(error) }, 'a connection of the mail server broke'))
  const { host, port } = placeOf(config.mailIn.listen!)
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** All of it, or null when it is larger; the rest is read away, so that the answer is heard. */
async function bytesOf(stream: SMTPServerDataStream, most: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length <= most) chunks.push(chunk)
    else chunks.length = 0
  }
  return length > most || stream.sizeExceeded ? null : Buffer.concat(chunks)
}

const placeOf = (listen: string) => {
  const at = listen.lastIndexOf(':')
  return { host: listen.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(listen.slice(at + 1)) }
}
