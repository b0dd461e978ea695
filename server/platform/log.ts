import pino, { type Logger } from 'pino'

/** Members a log line may carry: ids, codes and numbers. Anything else is dropped, so that no line can name a person (ASVS 16.2.5). */
const members = new Set([
  'level',
  'time',
  'msg',
  'requestId',
  'method',
  'route',
  'status',
  'ms',
  'code',
  'kind',
  'job',
  'event',
  'actor',
  'port',
  'host',
  'role',
  'roles',
  'mode',
  'count',
  'name',
  'stack',
  'step',
  'problem',
  'part',
  'state',
  'version',
  'seconds',
  'bytes',
  'attempt',
  'channel',
  'applied',
  'signal',
  'pid',
])
/** An error as its class, its code and its frames: messages of databases and parsers quote what people typed. */
export const bare = (error: unknown): Record<string, unknown> => {
  const { name, code, stack, constraint } = (error ?? {}) as { name?: string; code?: string; stack?: string; constraint?: string }
  return {
    name,
    code: code ?? constraint,
    stack: stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .join('\n'),
  }
}

export const openLog = (level: string, stream?: pino.DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      formatters: { level: (label) => ({ level: label }), log: (line) => Object.fromEntries(Object.entries(line).filter(([key]) => members.has(key))) },
      serializers: {},
      errorKey: 'error',
    },
    stream ?? pino.destination({ fd: 1, sync: true }),
  )
