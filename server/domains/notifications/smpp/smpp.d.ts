declare module 'smpp' {
  import type { EventEmitter } from 'node:events'
  import type { Server as NetServer, Socket } from 'node:net'

  export interface Pdu {
    command: string
    command_status: number
    sequence_number: number
    esm_class?: number
    data_coding?: number
    source_addr?: string
    destination_addr?: string
    system_id?: string
    password?: string
    message_id?: string
    receipted_message_id?: string
    message_state?: number
    short_message?: { message: string | Buffer; udh?: Buffer[] }
    message_payload?: { message: string | Buffer }
    response: (options?: Record<string, unknown>) => Pdu
  }
  export class Session extends EventEmitter {
    socket: Socket
    send(pdu: Pdu, callback?: (answer: Pdu) => void): boolean
    submit_sm(options: Record<string, unknown>, callback: (answer: Pdu) => void): boolean
    deliver_sm(options: Record<string, unknown>, callback?: (answer: Pdu) => void): boolean
    bind_transceiver(options: Record<string, unknown>, callback: (answer: Pdu) => void): boolean
    enquire_link(callback: (answer: Pdu) => void): boolean
    unbind(callback?: (answer: Pdu) => void): boolean
    close(callback?: () => void): void
    destroy(callback?: () => void): void
  }
  interface Smpp {
    connect(options: Record<string, unknown>): Session
    createServer(options: Record<string, unknown>, listener: (session: Session) => void): NetServer & { sessions: Session[] }
    encodings: Record<'ASCII' | 'UCS2', { encode: (text: string) => Buffer; decode: (bytes: Buffer) => string }>
    errors: Record<string, number>
  }
  const smpp: Smpp
  export default smpp
}
