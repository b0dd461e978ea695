import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  to: string
  text: string
  id: string
  authorization: string | undefined
}
export interface SmsGateway {
  port: number
  url: string
  /** Every message that was asked to be sent, repeated ones too. */
  received: Received[]
  /** Asked for each message: the status to answer, or 'silent' to keep the line open without a word. */
  answer: (message: Received) => number | 'silent'
  body: string
  close: () => Promise<void>
}

/** A real HTTP gateway on loopback that keeps what it gets, and fails as told. */
export async function smsGateway(port = 0): Promise<SmsGateway> {
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST') return response.writeHead(204).end()
    const message = { ...JSON.parse(await textOf(request)), authorization: request.headers.authorization } as Received
    gateway.received.push(message)
    const status = gateway.answer(message)
    if (status !== 'silent') response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end(gateway.body)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const bound = (server.address() as AddressInfo).port
  const gateway: SmsGateway = {
    port: bound,
    url: `http://127.0.0.1:${bound}/send`,
    received: [],
    answer: () => 200,
    body: '',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return gateway
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
