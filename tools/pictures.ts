// Takes the pictures of README.md from a demonstration that it starts and stops itself: `node tools/run.mjs tools/pictures.ts`.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import sharp from 'sharp'
import type { DemoMail, DemoMailLine } from '#contract/notifications'
import { demoCode, demoPassword } from '../server/world/staff.ts'
import { root } from './check/modules.ts'
import { ensureChromium } from './chromium.ts'

const folder = join(root, 'docs', 'pictures')
const say = (line: string) => process.stderr.write(`${line}\n`)

/** A demonstration in a folder of its own. `example` is the request that it offers to be opened by number and code. */
async function startDemo(): Promise<{ url: string; example: string; stop: () => Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'opora-pictures-'))
  const child = spawn(process.execPath, [join(root, 'server', 'main.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', METRICS_PORT: '0', DATA_DIR: join(dataDir, 'data'), LOG_LEVEL: 'warn' },
  })
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(dataDir, { recursive: true, force: true })
  }
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    for (const line of text.split('\n')) if (line.startsWith('Demo world')) say(line)
  })
  for (let waited = 0; waited < 180; waited++) {
    const url = /(http:\/\/\S+)\/desk\//.exec(said)?.[1]
    const example = /Open request (\d\d-\d{4}-\d{4}-\d)/.exec(said)?.[1]
    if (url && example && /To stop/.test(said)) return { url, example, stop }
    if (child.exitCode !== null) break
    await new Promise((done) => setTimeout(done, 1000))
  }
  await stop()
  throw new Error(`the demonstration did not open:\n${said.slice(-2000)}`)
}

/** As a citizen would: the number, then the code out of the letter. */
async function openAsCitizen(context: BrowserContext, url: string, number: string): Promise<Page> {
  const headers = { origin: url }
  const asked = await context.request.post(`${url}/api/guest-access`, { data: { number }, headers })
  const { accessId } = (await asked.json()) as { accessId: string }
  const code = await codeFromMail(context, url)
  const proved = await context.request.post(`${url}/api/guest-access/${accessId}/proof`, { data: { code }, headers })
  if (!proved.ok()) throw new Error(`the code was refused: ${proved.status()}`)
  const page = await context.newPage()
  await page.goto(`${url}/en/requests/${number}`)
  // The typeface is used from the second view on.
  await page.reload()
  return page
}

async function codeFromMail(context: BrowserContext, url: string): Promise<string> {
  for (let tries = 0; tries < 30; tries++) {
    const mails = (await (await context.request.get(`${url}/api/demo/mails`)).json()) as DemoMailLine[]
    const letter = mails.find(({ event, at }) => event === 'auth.code' && Date.parse(at) > Date.now() - 60_000)
    if (letter) {
      const { text } = (await (await context.request.get(`${url}/api/demo/mails/${letter.id}`)).json()) as DemoMail
      const code = /\b(\d{6})\b/.exec(text)?.[1]
      if (code) return code
    }
    await new Promise((done) => setTimeout(done, 1000))
  }
  throw new Error('no letter with a code arrived')
}

async function openDesk(context: BrowserContext, url: string, login: string): Promise<Page> {
  const headers = { origin: url }
  const password = await context.request.post(`${url}/api/staff/session`, { data: { login, password: demoPassword }, headers })
  const factor = await context.request.post(`${url}/api/staff/session/totp`, { data: { code: demoCode(login, new Date()) }, headers })
  if (!password.ok() || !factor.ok()) throw new Error(`the desk refused: ${password.status()}, ${factor.status()}`)
  const page = await context.newPage()
  await page.goto(`${url}/desk/`)
  await page.waitForLoadState('networkidle')
  return page
}

/** With few colours, as screens have: a third of the bytes. */
const take = async (page: Page, name: string) => {
  await page.evaluate('document.fonts.ready')
  const picture = await page.screenshot()
  await sharp(picture)
    .png({ palette: true, colours: 128, effort: 10 })
    .toFile(join(folder, `${name}.png`))
  say(`docs/pictures/${name}.png`)
}

mkdirSync(folder, { recursive: true })
const demo = await startDemo()
const browser = await chromium.launch({ executablePath: await ensureChromium(say), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
try {
  const citizen = await browser.newContext({ viewport: { width: 900, height: 700 }, locale: 'en', reducedMotion: 'reduce' })
  await take(await openAsCitizen(citizen, demo.url, demo.example), 'request')
  const staff = await browser.newContext({ viewport: { width: 1280, height: 760 }, locale: 'en', reducedMotion: 'reduce' })
  const desk = await openDesk(staff, demo.url, 'operator2')
  await desk.getByRole('row').filter({ hasText: 'In progress' }).getByRole('link').first().click()
  await desk.getByRole('article').first().waitFor()
  await desk.waitForLoadState('networkidle')
  await take(desk, 'desk')
} finally {
  await browser.close()
  await demo.stop()
}
