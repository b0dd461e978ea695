import type { Socket } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface Caught {
  id: string
  to: string
  subject: string
  text: string
  html: string
  headers: { key: string; value: string }[]
}
export interface Gateway {
  port: number
  url: string
  /** Every mail accepted, doubles too. */
  caught: Caught[]
  /** Asked at each RCPT: an SMTP error code, or 0 to accept. */
  refuse: (to: string) => number
  /** Asked once the mail is accepted and before the answer goes out; true drops the connection instead of answering. */
  dropAnswer: (id: string) => boolean
  /** Told of each mail accepted. */
  onCaught: (id: string) => void
  close: () => Promise<void>
}

const refusal = (code: number) => Object.assign(new Error('refused <somebody@example.org>'), { responseCode: code })

/** A real SMTP server on loopback that keeps what it gets, and fails as told. */
export async function mailGateway(port = 0): Promise<Gateway> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo: ({ address }, _, done) => {
      const code = gateway.refuse(address)
      done(code ? refusal(code) : null)
    },
    onData: async (stream, session, done) => {
      const chunks: Buffer[] = []
      try {
        for await (const chunk of stream) chunks.push(chunk as Buffer)
      } catch {
        return // the sender was killed in the middle of a mail: nothing was accepted
      }
      const mail = await PostalMime.parse(Buffer.concat(chunks))
      const id = mail.messageId!.replace(/^<|@.*$/g, '')
      gateway.caught.push({
        id,
        to: session.envelope.rcptTo[0]!.address,
        subject: mail.subject ?? '',
        text: mail.text ?? '',
        html: mail.html ?? '',
        headers: mail.headers.map(({ key, value }) => ({ key, value: String(value) })),
      })
      gateway.onCaught(id)
      // The code after the answer is what a crash of the gateway or the line looks like from our side.
      if (gateway.dropAnswer(id)) cutOff()
      else done(null, 'queued for <somebody@example.org> as 1')
    },
  })
  server.on('error', () => {})
  const sockets = new Set<Socket>()
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const cutOff = () => sockets.forEach((socket) => void socket.destroy())
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const bound = (server.server.address() as { port: number }).port
  const gateway: Gateway = {
    port: bound,
    url: `smtp://127.0.0.1:${bound}`,
    caught: [],
    refuse: () => 0,
    dropAnswer: () => false,
    onCaught: () => {},
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        cutOff()
      }),
  }
  return gateway
}
