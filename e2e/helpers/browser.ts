import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

// biome-ignore lint/suspicious/noExplicitAny: a test reads the members that it expects and fails on the rest
export type Json = any
export interface Answer {
  status: number
  body: Json
  bytes: Buffer
  headers: Headers
}
export interface Sending {
  json?: unknown
  files?: readonly { name: string; bytes: Buffer; type?: string }[]
  /** Idempotency key of this wish; the same at each try. */
  key?: string
  headers?: Record<string, string>
  /** Milliseconds after which no answer is a failure: a hang must not look like patience. */
  patience?: number
}

/** Speaks to a server the way a browser's page does: keeps cookies, sends JSON or files. */
export class Browser {
  readonly url: string
  readonly cookies = new Map<string, string>()
  /** Tries that got no answer, or a 503. */
  refused = 0
  constructor(url: string) {
    this.url = url
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** One try. Throws what `fetch` throws when no answer came. */
  async send(method: string, path: string, { json, files, key, headers = {}, patience = 15_000 }: Sending = {}): Promise<Answer> {
    const sent = new Headers({ ...headers, ...(this.cookies.size && { cookie: this.cookie }), ...(key && { 'idempotency-key': key }) })
    let body: BodyInit | null = null
    if (files) {
      const form = new FormData()
      for (const { name, bytes, type = 'application/octet-stream' } of files) form.append('files', new File([new Uint8Array(bytes)], name, { type }))
      body = form
    } else if (json !== undefined) {
      if (!sent.has('content-type')) sent.set('content-type', 'application/json')
      body = JSON.stringify(json)
    }
    const answer = await fetch(this.url + path, { method, headers: sent, body, signal: AbortSignal.timeout(patience), redirect: 'manual' })
    const bytes = Buffer.from(await answer.arrayBuffer())
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value) this.cookies.set(name, value)
      else this.cookies.delete(name)
    }
    const isJson = answer.headers.get('content-type')?.startsWith('application/json')
    return { status: answer.status, body: isJson ? JSON.parse(bytes.toString()) : null, bytes, headers: answer.headers }
  }

  /** The same wish with the same key until it is answered with anything but "not now". */
  async insist(method: string, path: string, sending: Sending = {}, seconds = 60): Promise<Answer> {
    const key = sending.key ?? newKey()
    for (const deadline = performance.now() + seconds * 1000; ; await pause(100)) {
      const answer = await this.send(method, path, { ...sending, key }).catch((error: Error) => error)
      if (!(answer instanceof Error) && answer.status !== 503) return answer
      this.refused++
      if (performance.now() > deadline) throw new Error(`${method} ${path}: no answer in ${seconds} s (${answer instanceof Error ? answer : answer.status})`)
    }
  }
}

export const newKey = (): string => randomUUID()
