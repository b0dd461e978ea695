import type { FastifyInstance } from 'fastify'
import { Problem } from '#contract/common'
import type { Route } from '#contract/route'
import type { Access } from './serve.ts'

/** OpenAPI 3.1 out of the routes as they are served: TypeBox schemas are JSON Schema already. */
export function openapi(app: FastifyInstance, title: () => string): void {
  const served: { route: Route; access: Access }[] = []
  app.addHook('onRoute', ({ config, method }) => {
    if (config?.contract && method !== 'HEAD') served.push({ route: config.contract, access: config.access! })
  })
  let document: string | undefined
  app.get('/api/openapi.json', { config: { access: 'anyone', page: true } }, async (_, reply) => {
    document ??= JSON.stringify(describe(served, title()))
    return reply.type('application/json').send(document)
  })
}

function describe(served: { route: Route; access: Access }[], title: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const { route, access } of served) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] ??= {}
    paths[path][route.method.toLowerCase()] = operation(route, access)
  }
  return {
    openapi: '3.1.0',
    info: { title, version: '1' },
    paths,
    components: {
      schemas: { Problem },
      securitySchemes: { staff: { type: 'apiKey', in: 'cookie', name: 'staff' }, visitor: { type: 'apiKey', in: 'cookie', name: 'visitor' } },
    },
  }
}

const parameters = (where: string, object: Route['params']) =>
  Object.entries(object?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: where,
    required: where === 'path' || ((object?.required ?? []) as readonly string[]).includes(name),
    schema,
  }))

function operation(route: Route, access: Access) {
  const staff = access !== 'anyone' && access !== 'visitor'
  const key =
    route.method === 'GET'
      ? []
      : [
          {
            name: 'idempotency-key',
            in: 'header',
            required: false,
            schema: { type: 'string', pattern: '^[\\w.:-]{16,128}$' },
            description: 'a repeated call answers what the first one did',
          },
        ]
  const type = route.form === 'multipart' ? 'multipart/form-data' : 'application/json'
  const body =
    route.form === 'multipart' ? { type: 'object', properties: { files: { type: 'array', items: { type: 'string', format: 'binary' } } } } : route.body
  const content = route.answers === 'bytes' ? { 'application/octet-stream': {} } : route.reply && { 'application/json': { schema: route.reply } }
  return {
    summary: route.summary,
    'x-access': access,
    security: staff ? [{ staff: [] }] : access === 'visitor' ? [{ visitor: [] }] : [],
    parameters: [...parameters('path', route.params), ...parameters('query', route.query), ...key],
    ...(body && { requestBody: { required: true, content: { [type]: { schema: body } } } }),
    responses: {
      [route.reply || route.answers ? String(route.status ?? 200) : '204']: { description: 'done', ...(content && { content }) },
      default: { description: 'refused', content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  }
}
