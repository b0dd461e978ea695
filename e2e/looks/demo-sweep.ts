import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Stage } from '../helpers/stage.ts'
import { type Look, optionsOf } from './look.ts'
import { type Screen, Walk } from './walk.ts'

const server = fileURLToPath(new URL('../../server/', import.meta.url))

/** Pages of a demonstration, found where they are served: "/demo/mail/:id". */
export const demoPages = (): string[] =>
  (readdirSync(server, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => [...readFileSync(server + file, 'utf8').matchAll(/\.get(?:<[^(]*>)?\(`\$\{prefix\}(\/demo\/[^`]+)`/g)].map(([, path]) => path as string))

/** Every page that only a demonstration has, and the two doors with their banner. */
export async function sweepDemo(stage: Stage, look: Look): Promise<Screen[]> {
  const visit = await stage.visit(optionsOf(look))
  const { page } = visit
  // The page of another site stands under another name of the same server.
  visit.ledTo.add(new URL(stage.server.url).host.replace('localhost', '127.0.0.1'))
  const walk = new Walk(page, look)
  const prefix = look.lang === 'en' ? '/en' : ''
  const ids = ((await (await visit.context.request.get('/api/demo/mails')).json()) as { id: string }[]).map(({ id }) => id)
  for (const path of demoPages()) {
    await page.goto(prefix + path.replace(':id', ids[0] as string))
    if (path === '/demo/site') await page.locator('opora-chat').getByRole('button').waitFor()
    await walk.here(`demo${path.replaceAll(/[/:]/g, '-')}`)
  }
  await page.goto(prefix || '/')
  await walk.here('demo-home')
  await page.goto('/desk/sign-in')
  await page.locator('a[href$="/demo/sign-in"]').waitFor()
  await walk.here('demo-desk')
  return walk.screens
}
