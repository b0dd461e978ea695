import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'

/** Where a value came from cannot be guessed from a message, so each problem names its setting. */
export interface Problem {
  setting: string
  why: string
}

/** One setting: its name in the environment, what it means without one, and how text becomes a value. */
export interface Setting<T> {
  env: string
  /** What holds when nobody sets it. */
  default: T
  unit?: string
  /** Never shown in messages or lists. */
  secret?: boolean
  /** Throws an Error whose message says in plain words what is allowed. */
  read: (text: string) => T
}

export type Values<S> = { [K in keyof S]: S[K] extends Setting<infer T> ? T : never }

interface Named<T> {
  env: string
  default: T
  secret?: boolean
}

export const integer = (of: Named<number> & { min: number; max: number; unit?: string }): Setting<number> => ({
  ...of,
  read(text) {
    const value = Number(text)
    if (/^-?\d+$/.test(text) && value >= of.min && value <= of.max) return value
    throw new Error(`must be a whole number from ${of.min} to ${of.max}${of.unit ? ` (${of.unit})` : ''}`)
  },
})

export const text = <D extends string | null>(of: Named<D> & { pattern?: RegExp; shape?: string }): Setting<string | D> => ({
  ...of,
  read(value) {
    if (!of.pattern || of.pattern.test(value)) return value
    throw new Error(`must be ${of.shape}`)
  },
})

export const choice = <C extends string, D extends C | null>(of: Named<D> & { of: readonly C[] }): Setting<C | D> => ({
  ...of,
  read(value) {
    const found = of.of.find((one) => one === value)
    if (found !== undefined) return found
    throw new Error(`must be one of: ${of.of.join(', ')}`)
  },
})

export const flag = (of: Named<boolean>): Setting<boolean> => ({
  ...of,
  read(value) {
    if (/^(1|true|yes|on)$/i.test(value)) return true
    if (/^(0|false|no|off)$/i.test(value)) return false
    throw new Error('must be yes or no')
  },
})

/** Words separated by commas or blanks, in the given order; each must be one of `of` where that is given. */
export const list = <C extends string = string>(of: Named<readonly C[]> & { of?: readonly C[] }): Setting<readonly C[]> => ({
  ...of,
  read(value) {
    const words = value.split(/[\s,]+/).filter((word) => word !== '')
    const strangers = of.of ? words.filter((word) => !(of.of as readonly string[]).includes(word)) : []
    if (words.length === 0) throw new Error('must name at least one')
    if (strangers.length > 0) throw new Error(`may hold only: ${(of.of ?? []).join(', ')}`)
    return words as C[]
  },
})

/** An address with one of the protocols (`https`, without the colon); kept as it was written, but for a closing slash. */
export const url = <D extends string | null>(of: Named<D> & { protocols: readonly string[] }): Setting<string | D> => ({
  ...of,
  read(value) {
    const parsed = URL.canParse(value) ? new URL(value) : null
    if (parsed && of.protocols.includes(parsed.protocol.slice(0, -1))) return value.replace(/\/$/, '')
    throw new Error(`must be an address that begins with ${of.protocols.map((one) => `${one}://`).join(' or ')}`)
  },
})

/** Origins of sites (https://name[:port], nothing after it), separated by commas or blanks; plain http for this machine only. */
export const origins = (of: Named<readonly string[]>): Setting<readonly string[]> => ({
  ...of,
  read(value) {
    const words = value.split(/[\s,]+/).filter((word) => word !== '')
    const wrong = words.filter((word) => !isOrigin(word))
    if (wrong.length > 0)
      throw new Error(`may hold only origins such as https://portal.example (no path, lower case; http for localhost only), not: ${wrong.join(', ')}`)
    return words
  },
})

/** Addresses or networks (192.0.2.0/24, 2001:db8::/32), separated by commas or blanks. */
export const networks = (of: Named<readonly string[]>): Setting<readonly string[]> => ({
  ...of,
  read(value) {
    const words = value.split(/[\s,]+/).filter((word) => word !== '')
    const wrong = words.filter((word) => !isNetwork(word))
    if (wrong.length > 0) throw new Error(`may hold only addresses or networks such as 192.0.2.0/24, not: ${wrong.join(', ')}`)
    return words
  },
})

const isNetwork = (word: string): boolean => {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(word) ?? []
  return isIP(address) > 0 && (bits === undefined || Number(bits) <= (isIP(address) === 4 ? 32 : 128))
}

const isOrigin = (word: string): boolean => {
  if (!URL.canParse(word)) return false
  const { origin, protocol, hostname } = new URL(word)
  return origin === word && (protocol === 'https:' || (protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1')))
}

export const zone = (of: Named<string>): Setting<string> => ({
  ...of,
  read(value) {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone
    } catch {
      throw new Error('must be a time zone such as Europe/Moscow')
    }
  },
})

/** Reads KEY=value lines; blank lines and lines that begin with # are left out, quotes around a value are taken off. */
export function readSettingsFile(path: string): Record<string, string> {
  const values: Record<string, string> = {}
  readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .forEach((line, index) => {
      if (/^\s*(#|$)/.test(line)) return
      const parts = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line)
      if (!parts) throw new Error(`line ${index + 1} is not of the form KEY=value`)
      const [, key = '', value = ''] = parts
      values[key] = /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value
    })
  return values
}

/** Reads one group. An empty value counts as not set, so that `SMTP_URL=` in a file switches nothing on. Problems are added to `problems`. */
export function readGroup<S extends Record<string, Setting<unknown>>>(group: S, env: Record<string, string | undefined>, problems: Problem[]): Values<S> {
  const entries = Object.entries(group).map(([name, setting]) => {
    const raw = env[setting.env]?.trim()
    if (!raw) return [name, setting.default]
    try {
      return [name, setting.read(raw)]
    } catch (error) {
      problems.push({ setting: setting.env, why: `${(error as Error).message}${setting.secret ? '' : `; now it is "${raw}"`}` })
      return [name, setting.default]
    }
  })
  return Object.fromEntries(entries)
}
