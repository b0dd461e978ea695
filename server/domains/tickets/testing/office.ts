import assert from 'node:assert/strict'
import type { Ctx } from '#platform/ctx'
import { Refusal } from '#platform/refusal'
import { testDatabase } from '#testing/database'
import { type AStaff, aStaff, ctxOf, fridayNoon } from '#testing/factories'
import { testPlatform } from '#testing/platform'

/** An office at noon of Friday 27 November 2026: one employee of each kind that works on requests, on a database of its own. */
export interface Office {
  ctx: Ctx
  operator: AStaff
  /** Of the same team: does not hold what the operator holds. */
  colleague: AStaff
  specialist: AStaff
  supervisor: AStaff
  officer: AStaff
  close: () => Promise<void>
}

export async function anOffice(env: Record<string, string> = {}): Promise<Office> {
  const db = await testDatabase()
  const platform = await testPlatform(db, { env: { INTAKE_PER_ADDRESS_PER_HOUR: '100000', ...env } })
  const ctx = ctxOf(platform, fridayNoon)
  return {
    ctx,
    operator: await aStaff(ctx, ['operator'], ['first_line']),
    colleague: await aStaff(ctx, ['operator'], ['first_line']),
    specialist: await aStaff(ctx, ['specialist'], ['first_line', 'documents']),
    supervisor: await aStaff(ctx, ['supervisor'], ['first_line']),
    officer: await aStaff(ctx, ['security_officer'], ['security']),
    close: () => platform.store.close(),
  }
}

/** The refusal's kind and code are what was expected; answers it for a closer look. */
export async function refuses(promise: Promise<unknown>, kind: Refusal['kind'], code?: string): Promise<Refusal> {
  const error = await promise.then(
    () => assert.fail(`nothing was refused, expected ${kind} ${code ?? ''}`),
    (e: unknown) => e,
  )
  assert.ok(error instanceof Refusal, String((error as Error).stack))
  assert.equal(error.kind, kind, error.message)
  if (code) assert.equal(error.fields?.[0]?.code ?? error.code, code)
  return error
}
