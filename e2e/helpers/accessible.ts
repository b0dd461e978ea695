import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Frame, Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
interface Axe {
  run: (context: Document, options: { resultTypes: string[]; selectors: boolean }) => Promise<{ violations: Violation[] }>
}
interface Violation {
  id: string
  nodes: { html: string }[]
}

/** axe finds nothing on the page as it stands, with whatever dialog or menu is open; what stands in a frame is judged apart. `where` names it in a failure. */
export async function isAccessible(page: Page | Frame, where: string): Promise<void> {
  // Evaluated over the debugger's line, so the page's own policy stays as it is; once for each document.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  const violations = await page.evaluate(
    // Only what is wrong is reported, and by its markup: the same findings in a fifth less time.
    async () => (await (globalThis as unknown as { axe: Axe }).axe.run(document, { resultTypes: ['violations'], selectors: false })).violations,
  )
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`),
    [],
  )
}

/** axe is a script itself: where scripts are off it judges a twin of the page, with the same markup and style and none of its scripts. */
export async function isAccessibleWithoutScript(page: Page, where: string): Promise<void> {
  const html = (await page.content()).replaceAll(/<script\b[^>]*><\/script>|<\/?noscript>/g, '')
  const context = await page.context().browser()?.newContext({ viewport: page.viewportSize() })
  const twin = await context?.newPage()
  if (!context || !twin) throw new Error('the page has no browser')
  await twin.route(page.url(), (route) => route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }))
  await twin.goto(page.url())
  await isAccessible(twin, where)
  await context.close()
}
