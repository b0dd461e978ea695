import { setTimeout as pause } from 'node:timers/promises'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface Letter {
  to: string
  subject: string
  text: string
}

/** A mail server that keeps every letter; give `url` to the service as SMTP_URL. */
export async function openMailbox() {
  const letters: Letter[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const { subject = '', text = '' } = await PostalMime.parse(Buffer.concat(chunks))
        for (const { address } of session.envelope.rcptTo) letters.push({ to: address, subject, text })
        done()
      })
    },
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.server.address()
  if (typeof address !== 'object' || !address) throw new Error('the mailbox has no port')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    letters,
    /** Waits for a letter to somebody whose text matches. */
    async letterTo(to: string, what: RegExp, seconds = 30): Promise<Letter> {
      for (const deadline = performance.now() + seconds * 1000; performance.now() < deadline; await pause(100)) {
        const found = letters.findLast((letter) => letter.to === to && what.test(`${letter.subject}\n${letter.text}`))
        if (found) return found
      }
      throw new Error(`no letter in ${seconds} s; there are ${letters.length}: ${letters.map(({ subject }) => subject).join(' | ')}`)
    },
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  }
}
