// The bare reference of the chat: a ws server that inserts each message as it comes, acknowledges it and pushes it to the other side. Nothing
// else: no session, no encryption, no journal, no masking. `node bench/chat/reference.ts DATA_DIR PORT`, on the same PostgreSQL with the same settings.
import { createServer } from 'node:http'
import pg from 'pg'
import { type WebSocket, WebSocketServer } from 'ws'
import { startDatabase } from '#platform/db/launch'

const [dataDir = '', port = '0'] = process.argv.slice(2)
const database = await startDatabase({ dataDir, databaseUrl: null, log: () => {} })
const pool = new pg.Pool({ ...database.ownerConnection, max: 10 })
pool.on('error', () => {})
await pool.query(
  'create table if not exists said (id bigint generated always as identity primary key, talk int not null, who text not null, body text not null, at timestamptz not null)',
)
await pool.query('create index if not exists said_talk on said (talk)')
// Talks are numbered anew in each run.
await pool.query('truncate said')

const server = createServer((_, answer) => answer.end('ready'))
const inside = new Map<string, WebSocket>()
new WebSocketServer({ server, maxPayload: 8192, perMessageDeflate: false }).on('connection', (socket) => {
  socket.on('message', async (data) => {
    const { join, nth, talk, who, text } = JSON.parse(String(data)) as { join?: string[]; nth: number; talk: number; who: 'citizen' | 'staff'; text: string }
    if (join) {
      for (const room of join) inside.set(room, socket)
      socket.send('{"joined":true}')
      return
    }
    await pool.query({ name: 'say', text: 'insert into said (talk, who, body, at) values ($1, $2, $3, $4)', values: [talk, who, text, new Date()] })
    socket.send(`{"nth":${nth}}`)
    inside.get(`${who === 'citizen' ? 'staff' : 'citizen'}:${talk}`)?.send(JSON.stringify({ talk, text }))
  })
})
server.listen(Number(port), '127.0.0.1')

process.on('SIGTERM', async () => {
  await pool.end()
  await database.stop()
  process.exit(0)
})
