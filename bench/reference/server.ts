// The bare reference: Fastify, pg, one insert or one select per operation, nothing else. `node bench/reference/server.ts DATA_DIR PORT`.
// It runs the same PostgreSQL with the same settings as the service, from a data folder of its own.
import fastify from 'fastify'
import pg from 'pg'
import { startDatabase } from '#platform/db/launch'

const [dataDir = '', port = '0'] = process.argv.slice(2)
const database = await startDatabase({ dataDir, databaseUrl: null, log: () => {} })
const pool = new pg.Pool({ ...database.ownerConnection, max: 10 })
pool.on('error', () => {})

interface Created {
  number: number
  name: string
  phone: string
  email: string
  topic: string
  kind: string
  subject: string
  description: string
  receivedAt: string
  dueAt: string
}
const insertInto = (table: string) => `insert into ${table} (number, name, phone, email, topic, kind, status, subject, description, received_at, due_at)
  values ($1, $2, $3, $4, $5, $6, 'registered', $7, $8, $9, $10) returning id, number, received_at, due_at`
const valuesOf = (r: Created) => [r.number, r.name, r.phone, r.email, r.topic, r.kind, r.subject, r.description, r.receivedAt, r.dueAt]
const line = 'id, number, subject, topic, kind, status, holder_id, received_at, due_at'

const app = fastify()
app.get('/ready', async () => ({ ready: true }))
app.post<{ Body: Created }>('/requests', async (request, reply) => {
  const { rows } = await pool.query(insertInto('request'), valuesOf(request.body))
  return reply.code(201).send(rows[0])
})
app.post<{ Body: Created }>('/unsearched', async (request, reply) => {
  const { rows } = await pool.query(insertInto('unsearched'), valuesOf(request.body))
  return reply.code(201).send(rows[0])
})
app.get<{ Params: { number: string } }>('/requests/:number', async (request) => {
  const { rows } = await pool.query(
    `select ${line}, name, phone, email, description,
       (select coalesce(json_agg(json_build_object('id', m.id, 'at', m.at, 'author', m.author, 'body', m.body) order by m.id), '[]') from message m where m.request_id = request.id) as messages
     from request where number = $1`,
    [request.params.number],
  )
  return rows[0]
})
app.get<{ Querystring: { holder: string } }>('/requests', async (request) => {
  const { rows } = await pool.query(
    `select ${line} from request where holder_id = $1 and status not in ('closed', 'declined', 'resolved') order by due_at, id limit 50`,
    [request.query.holder],
  )
  return { items: rows }
})
app.get<{ Querystring: { q: string } }>('/search', async (request) => {
  const { rows } = await pool.query(`select ${line} from request where words @@ plainto_tsquery('russian', $1) order by id desc limit 20`, [request.query.q])
  return { items: rows }
})
app.post<{ Params: { id: string }; Body: { text: string } }>('/requests/:id/messages', async (request, reply) => {
  const { rows } = await pool.query('insert into message (request_id, at, author, body) values ($1, $2, $3, $4) returning id', [
    request.params.id,
    new Date(),
    'staff',
    request.body.text,
  ])
  return reply.code(201).send(rows[0])
})
await app.listen({ port: Number(port), host: '127.0.0.1' })

process.on('SIGTERM', async () => {
  await app.close()
  await pool.end()
  await database.stop()
})
