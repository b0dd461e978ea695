import { type Asked, Line } from '../http-client.ts'

/** Keep-alive connections that many people share; more would only be idle. Answers the text, or throws what was said instead. */
export function sharedLines(port: number, count: number): (what: Asked) => Promise<string> {
  const free: Line[] = Array.from({ length: count }, () => new Line(port))
  const queue: ((line: Line) => void)[] = []
  // A connection that the server ended while it rested is replaced by a new one.
  const alive = (line: Line) => (line.closed ? new Line(port) : line)
  return async (what) => {
    const resting = free.pop()
    const line = resting ? alive(resting) : await new Promise<Line>((given) => queue.push(given))
    try {
      const { status, text } = await line.ask(what)
      if (status !== 200 && status !== 201) throw new Error(`${what.method} ${what.path}: ${status} ${text.slice(0, 200)}`)
      return text
    } finally {
      const next = queue.shift()
      if (next) next(alive(line))
      else free.push(line)
    }
  }
}
