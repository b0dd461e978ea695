import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { FastifyInstance, FastifySchemaValidationError } from 'fastify'
import type { Route } from '#contract/route'
import type { FieldProblem } from '../refusal.ts'

/** Addresses carry text only, so numbers and flags of a query are read from it; a body means what its types say (ASVS 15.3.5). */
const strict = new Ajv2020({ strict: false, allErrors: true, coerceTypes: false, useDefaults: false })
const fromText = new Ajv2020({ strict: false, allErrors: true, coerceTypes: true, useDefaults: false })

/** Requests are checked by schema; replies are written by plain JSON (twice as fast as a schema serialiser) and checked by schema in tests. */
export function validation(app: FastifyInstance, checkReplies: boolean): void {
  app.setValidatorCompiler(({ schema, httpPart }) => atFirstUse(httpPart === 'body' ? strict : fromText, schema as object))
  app.setSerializerCompiler(() => JSON.stringify)
  if (!checkReplies) return
  const checks = new WeakMap<Route, ValidateFunction>()
  app.addHook('preSerialization', async (request, reply, payload) => {
    const route = request.routeOptions.config.contract
    if (!route?.reply || reply.statusCode >= 400) return payload
    let check = checks.get(route)
    if (!check) {
      check = strict.compile(route.reply)
      checks.set(route, check)
    }
    if (!check(JSON.parse(JSON.stringify(payload))))
      throw new Error(`${route.method} ${route.path} answers what its contract does not promise: ${strict.errorsText(check.errors)}`)
    return payload
  })
}

/** Compiling the schemas of all routes would be a fifth of the start; a route's own take it a few milliseconds, once. */
function atFirstUse(ajv: Ajv2020, schema: object) {
  let compiled: ValidateFunction | undefined
  return (data: unknown) => {
    compiled ??= ajv.compile(schema)
    return compiled(data) || { error: (compiled.errors ?? []) as FastifySchemaValidationError[] }
  }
}

/** Which fields are wrong, as codes; never what was typed. */
export const fieldProblems = (errors: readonly FastifySchemaValidationError[]): FieldProblem[] =>
  errors.map((e) => {
    const params = e.params as Record<string, unknown>
    const path = e.instancePath.split('/').filter(Boolean)
    if (e.keyword === 'additionalProperties') path.push(String(params['additionalProperty']).slice(0, 60))
    if (e.keyword === 'required') path.push(String(params['missingProperty']))
    return { field: path.join('.'), code: `schema.${e.keyword}` }
  })
