import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
interface Violation {
  id: string
  nodes: { html: string }[]
}

/** axe finds nothing on the page as it stands, with whatever dialog or menu is open. `where` names it in a failure. */
export async function isAccessible(page: Page, where: string): Promise<void> {
  // Evaluated over the debugger's line, so the page's own policy stays as it is.
  await page.evaluate(axe)
  const violations = await page.evaluate(
    async () => (await (globalThis as unknown as { axe: { run: () => Promise<{ violations: Violation[] }> } }).axe.run()).violations,
  )
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`),
    [],
  )
}
