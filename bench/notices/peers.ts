/// <reference path="../../server/domains/notifications/smpp/smpp.d.ts" />
// The gateways of the bench, in a process of their own: they take what comes, count it, and tell when a code has come.
import { spawn } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import smpp, { type Pdu } from 'smpp'
import { SMTPServer } from 'smtp-server'

/** By these the peers know a code. */
export const CODE_MAIL = 'code@example.org'
export const CODE_PHONE = '79000000000'
export interface PeersSaid {
  ports?: { smtp: number; smpp: number; perl: number | null }
  taken?: { smtp: number; smpp: number }
  codeAt?: number
}

/** How long the operator thinks before each answer; 0 is quicker than any is. */
let answerMs = 0
const taken = { smtp: 0, smpp: 0 }
const say = (said: PeersSaid) => void process.send?.(said)

const mail = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  logger: false,
  onData: (stream, { envelope }, done) => {
    stream.on('end', () => {
      taken.smtp++
      if (envelope.rcptTo[0]!.address === CODE_MAIL) say({ codeAt: Date.now() })
      done(null, 'queued')
    })
    stream.resume()
  },
})
mail.on('error', () => {})
const operator = smpp.createServer({}, (session) => {
  session.on('error', () => session.destroy())
  session.on('bind_transceiver', (pdu: Pdu) => session.send(pdu.response()))
  session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()))
  session.on('unbind', (pdu: Pdu) => session.send(pdu.response()))
  session.on('submit_sm', (pdu: Pdu) => {
    taken.smpp++
    if (pdu.destination_addr === CODE_PHONE) say({ codeAt: Date.now() })
    const answer = pdu.response({ message_id: `m${process.pid}-${taken.smpp}` })
    if (answerMs === 0) session.send(answer)
    else setTimeout(() => session.send(answer), answerMs)
  })
})
await new Promise<void>((resolve) => mail.listen(0, '127.0.0.1', resolve))
await new Promise<void>((resolve) => operator.listen(0, '127.0.0.1', resolve))
/** Net::SMPP in the place of an operator, where Perl has it; its count stands in for ours. */
const perl = spawn('perl', [new URL('./operator.pl', import.meta.url).pathname, CODE_PHONE], { stdio: ['pipe', 'pipe', 'ignore'] })
const perlPort = await new Promise<number | null>((resolve) => {
  perl.on('error', () => resolve(null))
  perl.on('exit', () => resolve(null))
  perl.stdin.on('error', () => {})
  createInterface({ input: perl.stdout }).on('line', (line) => {
    const [word, number] = line.split(' ')
    if (word === 'port') resolve(Number(number))
    else if (word === 'code') say({ codeAt: Date.now() })
    else say({ taken: { smtp: taken.smtp, smpp: taken.smpp + Number(number) } })
  })
})
process.on('message', (asked: { answerMs?: number }) => {
  if (asked.answerMs !== undefined) answerMs = asked.answerMs
  else if (perlPort === null) say({ taken: { ...taken } })
  else perl.stdin.write('?\n')
})
process.on('disconnect', () => {
  perl.kill()
  process.exit()
})
say({ ports: { smtp: (mail.server.address() as AddressInfo).port, smpp: (operator.address() as AddressInfo).port, perl: perlPort } })
