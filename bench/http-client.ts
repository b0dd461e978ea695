import { connect, type Socket } from 'node:net'

export interface Asked {
  method: 'GET' | 'POST'
  path: string
  cookie?: string
  body?: string
  headers?: Record<string, string>
}
export interface Answered {
  status: number
  text: string
}

/** One keep-alive connection, one request at a time: as little work as possible, because the load generator shares the machine. */
export class Line {
  readonly #socket: Socket
  /** The server ends connections that rest (15 s): such a one takes no more requests. */
  closed = false
  #waiting: { resolve: (answer: Answered) => void; reject: (error: Error) => void } | null = null
  #head = ''
  #chunks: Buffer[] = []
  #have = 0
  #need = -1
  #status = 0

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1' })
    this.#socket.setNoDelay(true)
    this.#socket.on('data', (chunk: Buffer) => this.#take(chunk))
    this.#socket.on('error', (error) => this.#fail(error))
    this.#socket.on('close', () => this.#fail(new Error('the server closed the connection')))
  }

  ask({ method, path, cookie, body, headers = {} }: Asked): Promise<Answered> {
    let text = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n`
    if (cookie) text += `cookie: ${cookie}\r\n`
    for (const [name, value] of Object.entries(headers)) text += `${name}: ${value}\r\n`
    if (body !== undefined) text += `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket.write(`${text}\r\n${body ?? ''}`)
    })
  }

  close(): void {
    this.#socket.removeAllListeners('close')
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    let rest = chunk
    if (this.#need < 0) {
      this.#head += chunk.toString('latin1')
      const end = this.#head.indexOf('\r\n\r\n')
      if (end < 0) return
      const head = this.#head.slice(0, end)
      this.#status = Number(head.slice(9, 12))
      this.#need = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? (this.#status === 204 ? 0 : Number.NaN))
      if (Number.isNaN(this.#need)) {
        this.#fail(new Error(`an answer without a length: ${head}`))
        return
      }
      rest = Buffer.from(this.#head.slice(end + 4), 'latin1')
      this.#head = ''
    }
    this.#chunks.push(rest)
    this.#have += rest.length
    if (this.#have < this.#need) return
    const answer = { status: this.#status, text: Buffer.concat(this.#chunks).toString() }
    this.#chunks = []
    this.#have = 0
    this.#need = -1
    const waiting = this.#waiting
    this.#waiting = null
    waiting?.resolve(answer)
  }

  #fail(error: Error): void {
    this.closed = true
    const waiting = this.#waiting
    this.#waiting = null
    waiting?.reject(error)
  }
}
