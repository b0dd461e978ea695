import { choice, flag, integer, list, networks, origins, text, url } from './settings.ts'

export const roles = ['http', 'live', 'worker'] as const
export type Role = (typeof roles)[number]

export const http = {
  /** The port for people: citizen site, desk and API. */
  port: integer({ env: 'PORT', default: 8080, min: 0, max: 65535, unit: 'port, 0 takes any free one' }),
  /**
   * The address to listen on. Empty: 127.0.0.1, because a demo has well-known accounts that no neighbour in the network
   * should try; with --production 0.0.0.0, because the proxy that holds the certificate usually stands outside.
   */
  host: text({ env: 'HOST', default: null }),
  /** Where people find this installation; links in letters begin with it. Empty: http://localhost:PORT. */
  publicUrl: url({ env: 'PUBLIC_URL', default: null, protocols: ['https', 'http'] }),
  /** Prometheus metrics and nothing else, on 127.0.0.1 only. */
  metricsPort: integer({ env: 'METRICS_PORT', default: 9464, min: 0, max: 65535, unit: 'port, 0 switches it off' }),
  /** Proxies (addresses or networks) whose X-Forwarded-For is believed. Nobody else's is, or limits per address could be dodged. */
  trustProxy: list({ env: 'TRUST_PROXY', default: [] }),
  /** A whole request, files included, must have arrived by then: ten photos over a weak network take minutes. Words must arrive within 10 s, and files must keep moving (http/slow-body.ts). */
  requestTimeoutSeconds: integer({ env: 'REQUEST_TIMEOUT_SECONDS', default: 300, min: 10, max: 3600, unit: 'seconds' }),
  headersTimeoutSeconds: integer({ env: 'HEADERS_TIMEOUT_SECONDS', default: 5, min: 1, max: 60, unit: 'seconds' }),
  /** A connection on which nothing moves is closed after this. */
  connectionTimeoutSeconds: integer({ env: 'CONNECTION_TIMEOUT_SECONDS', default: 15, min: 1, max: 300, unit: 'seconds' }),
  /** From SIGTERM to the end: answers under way are finished, then the rest is cut off. Keep it under the container's own limit. */
  drainSeconds: integer({ env: 'DRAIN_SECONDS', default: 15, min: 1, max: 300, unit: 'seconds' }),
}

export const process = {
  /** What this process does. Several processes with a part each serve more people; all parts in one is the default. */
  roles: list<Role>({ env: 'ROLE', default: roles, of: roles }),
  /** How processes tell each other what changed: `process` for one that does all, `postgres` when several share a store. */
  liveFanout: choice({ env: 'LIVE_FANOUT', default: 'process', of: ['process', 'postgres'] as const }),
  logLevel: choice({ env: 'LOG_LEVEL', default: 'info', of: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] }),
}

export const store = {
  /** Database, attachments and keys of an installation without outside parts. */
  dataDir: text({ env: 'DATA_DIR', default: './data' }),
  /** A PostgreSQL of your own (15 or later) instead of the embedded one. */
  databaseUrl: url({ env: 'DATABASE_URL', default: null, protocols: ['postgres', 'postgresql'], secret: true }),
  /** The login that changes the schema, when DATABASE_URL must not. Empty: DATABASE_URL does both. */
  databaseOwnerUrl: url({ env: 'DATABASE_OWNER_URL', default: null, protocols: ['postgres', 'postgresql'], secret: true }),
  /** Connections of this process. The embedded server takes 60 in all. */
  poolSize: integer({ env: 'DATABASE_POOL', default: 10, min: 2, max: 200, unit: 'connections' }),
  /** A statement that runs longer is ended: one slow search must not hold a connection for ever. Three seconds later people hear "not now" (R5: within 15). */
  statementTimeoutSeconds: integer({ env: 'DATABASE_STATEMENT_TIMEOUT_SECONDS', default: 10, min: 1, max: 600, unit: 'seconds' }),
  /** Memory that the embedded server keeps for pages. 128 MiB holds the hot part of a million requests and leaves the idle service under 250 MiB. */
  sharedBuffersMebibytes: integer({ env: 'DATABASE_SHARED_BUFFERS_MIB', default: 128, min: 16, max: 65536, unit: 'MiB' }),
}

export const keys = {
  /** Master keys in a file outside the data folder, so that a stolen copy of the data opens nothing. */
  masterKeyFile: text({ env: 'MASTER_KEY_FILE', default: null }),
  /** The same in the environment, for platforms that hand out secrets that way. */
  masterKeys: text({ env: 'MASTER_KEYS', default: null, secret: true }),
}

export const mail = {
  /** smtp://user:password@host:587 or smtps://. Empty: nothing leaves, the demo shows letters on its inbox page. */
  smtpUrl: url({ env: 'SMTP_URL', default: null, protocols: ['smtp', 'smtps'], secret: true }),
  /** The sender of letters. Empty: the agency's address. */
  from: text({ env: 'MAIL_FROM', default: null, pattern: /^[^@\s]+@[^@\s]+$/, shape: 'an e-mail address' }),
}

/** A language model that may choose among found articles and draft for operators; everything works without it. */
export const llm = {
  /** Of an interface like OpenAI's, without `/chat/completions`. Empty: nothing is asked. Set, masked words of citizens go there. */
  url: text<string | null>({ env: 'LLM_URL', default: null, pattern: /^https?:\/\/\S+[^/]$/, shape: 'an http(s) address without a slash at its end' }),
  key: text<string | null>({ env: 'LLM_KEY', default: null, secret: true }),
  model: text<string | null>({ env: 'LLM_MODEL', default: null }),
  /** Its choice goes to an operator, who sends it or does not. Off: the assistant answers citizens with the article that it chose. */
  approval: flag({ env: 'LLM_APPROVAL', default: true }),
}

const mebibyte = 1024 * 1024

/** Letters that citizens write. Without IMAP and without a listener none are taken. */
export const mailIn = {
  /** The address citizens write to; answers come back to it with `+` and a signed reference. Empty: MAIL_FROM. */
  address: text({ env: 'MAIL_IN_ADDRESS', default: null, pattern: /^[^@\s+]+@[^@\s]+$/, shape: 'an e-mail address without +' }),
  /** imaps://user:password@host, a mailbox that is read. With `?done=Folder` letters that were taken are moved there. */
  imapUrl: url({ env: 'MAIL_IN_IMAP_URL', default: null, protocols: ['imaps', 'imap'], secret: true }),
  /** host:port on which the agency's mail server hands letters over. It must be the only one that can reach it. */
  listen: text({ env: 'MAIL_IN_LISTEN', default: null, pattern: /^([^\s/:]+|\[[0-9a-fA-F:]+\]):\d{1,5}$/, shape: 'host:port' }),
  protocol: choice({ env: 'MAIL_IN_PROTOCOL', default: 'lmtp', of: ['lmtp', 'smtp'] as const }),
  /** The name under which our mail server writes Authentication-Results. No other name is believed; empty: nobody is. */
  authservId: text({ env: 'MAIL_IN_AUTHSERV_ID', default: null, pattern: /^[A-Za-z0-9.-]+$/, shape: 'a host name' }),
  maxBytes: integer({ env: 'MAIL_IN_MAX_BYTES', default: 25 * mebibyte, min: 65536, max: 100 * mebibyte, unit: 'bytes per letter' }),
  /** New requests of one unproved address in an hour; what is more waits in quarantine. */
  perAddressPerHour: integer({ env: 'MAIL_IN_PER_ADDRESS_PER_HOUR', default: 20, min: 1, max: 10_000, unit: 'letters an hour' }),
  /** Letters that were dropped as bounces, bulk and the like can be looked at for so long. */
  keepDroppedDays: integer({ env: 'MAIL_IN_KEEP_DROPPED_DAYS', default: 90, min: 1, max: 3650, unit: 'days' }),
  /** The law counts an appeal only from an identified person (59-FZ): the answer to a letter then says how to file one. */
  identifiedOnly: flag({ env: 'MAIL_IN_IDENTIFIED_ONLY', default: false }),
}

export const files = {
  /** The malware scanner: host:port or the path of its socket. Set but not answering means that no file is let through. */
  clamd: text({ env: 'CLAMD', default: null, pattern: /^(\/.+|[^\s/:]+:\d{1,5}|\[[0-9a-fA-F:]+\]:\d{1,5})$/, shape: 'host:port or the path of a socket' }),
  perRequest: integer({ env: 'ATTACHMENTS_PER_REQUEST', default: 10, min: 0, max: 50, unit: 'files' }),
  maxBytes: integer({ env: 'ATTACHMENT_MAX_BYTES', default: 5 * mebibyte, min: 1024, max: 100 * mebibyte, unit: 'bytes per file' }),
  /** What one person may upload within a day; beyond it a disk could be filled by one script. */
  maxBytesPerPersonDay: integer({ env: 'ATTACHMENT_MAX_BYTES_PER_DAY', default: 50 * mebibyte, min: 1024, max: 10240 * mebibyte, unit: 'bytes a day' }),
  /** Below this much free space uploads are refused first, so that the database never meets a full disk (R6). */
  minFreeMebibytes: integer({ env: 'ATTACHMENTS_MIN_FREE_MIB', default: 1024, min: 0, max: 1048576, unit: 'MiB' }),
  /** Attachments in an S3-compatible store instead of the data folder; all five or none. */
  s3Endpoint: url({ env: 'S3_ENDPOINT', default: null, protocols: ['https', 'http'] }),
  s3Bucket: text({ env: 'S3_BUCKET', default: null }),
  s3Region: text({ env: 'S3_REGION', default: null }),
  s3Key: text({ env: 'S3_KEY', default: null, secret: true }),
  s3Secret: text({ env: 'S3_SECRET', default: null, secret: true }),
}

export const widget = {
  /** Other sites of the agency that may show the chat with our script. Nobody else's page gets it, and none may put it into a frame. */
  origins: origins({ env: 'WIDGET_ORIGINS', default: [] }),
}

export const kiosk = {
  /** Shared computers (addresses or networks): each page there ends and wipes by itself what was left alone. A visitor cannot leave it. */
  networks: networks({ env: 'KIOSK_NETWORKS', default: [] }),
  /** The same for computers without an address of their own: opening PUBLIC_URL/kiosk/KEY in a browser makes it one. A new key ends it everywhere. */
  key: text({ env: 'KIOSK_KEY', default: null, secret: true, pattern: /^[\w-]{16,80}$/, shape: '16 to 80 letters, digits, - and _' }),
  /** So long nobody touches it before the warning, which then counts half a minute. Longer helps slow readers, shorter helps the next in line. */
  idleMinutes: integer({ env: 'KIOSK_IDLE_MINUTES', default: 3, min: 1, max: 30, unit: 'minutes' }),
}

export const start = {
  /** Real people, real data: the same as --production. NODE_ENV=production means it too. */
  production: flag({ env: 'OPORA_PRODUCTION', default: false }),
}
