// How people with other eyes, widths and settings see a screen: axe, sideways scroll, wider text.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Lang } from '#contract/common'
import { isAccessible, isAccessibleWithoutScript } from '../helpers/accessible.ts'

export interface Look extends Pick<BrowserContextOptions, 'colorScheme' | 'contrast' | 'forcedColors'> {
  name: string
  lang: Lang
  width: number
  /** Cookie of the site's own display settings: theme, text in per cent, spacing, motion. */
  view?: string
  /** JavaScript is on unless said otherwise. */
  script?: false
}

const colours = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  contrast: { colorScheme: 'light', contrast: 'more' },
  'contrast-dark': { colorScheme: 'dark', contrast: 'more' },
} as const satisfies Record<string, Partial<Look>>
type Colour = keyof typeof colours

/** `name` is of its parts: 360-ru-dark. */
export const look = (width: number, lang: Lang, colour: Colour): Look => ({ name: `${width}-${lang}-${colour}`, lang, width, ...colours[colour] })

/** Both languages, widths and colours, for each check; all that there is together is looked at in looks.long.ts. */
export const looks: readonly Look[] = [look(1280, 'ru', 'light'), look(360, 'en', 'dark')]
export const otherLooks: readonly Look[] = ([360, 1280] as const)
  .flatMap((width) => (['ru', 'en'] as const).flatMap((lang) => (Object.keys(colours) as Colour[]).map((colour) => look(width, lang, colour))))
  .filter(({ name }) => !looks.some((one) => one.name === name))

/** Of the site: without script, its own display settings (320 px is 1280 at 400 %), colours that the system forces. */
export const siteLooks: readonly Look[] = [
  { name: '360-ru-bare', lang: 'ru', width: 360, script: false },
  { name: '1280-en-bare', lang: 'en', width: 1280, script: false },
  { name: '320-ru-large', lang: 'ru', width: 320, view: 'light.200.normal.off' },
  { name: '320-en-large', lang: 'en', width: 320, view: 'light.200.normal.off' },
  { name: '360-ru-spaced', lang: 'ru', width: 360, view: 'dark.150.wide.off' },
  { name: '360-en-spaced', lang: 'en', width: 360, view: 'dark.150.wide.off' },
  { name: '360-ru-chosen-contrast', lang: 'ru', width: 360, view: 'contrast.100.normal.system' },
  { name: '1280-en-chosen-dark', lang: 'en', width: 1280, view: 'dark.100.normal.system' },
  { name: '360-ru-forced', lang: 'ru', width: 360, forcedColors: 'active' },
]
/** Of the desk, which has no settings of its own for these. */
export const deskLooks: readonly Look[] = [
  { name: '320-ru', lang: 'ru', width: 320 },
  { name: '320-en', lang: 'en', width: 320 },
  { name: '1280-ru-forced', lang: 'ru', width: 1280, forcedColors: 'active' },
]

export const optionsOf = ({ width, lang, script, colorScheme, contrast, forcedColors }: Look): BrowserContextOptions => ({
  viewport: { width, height: width < 1000 ? 740 : 800 },
  locale: lang === 'ru' ? 'ru-RU' : 'en-GB',
  ...(colorScheme && { colorScheme }),
  ...(contrast && { contrast }),
  ...(forcedColors && { forcedColors }),
  ...(script === false && { javaScriptEnabled: false }),
})

/** Nothing of the page lies beside the screen (WCAG 1.4.10). */
export async function fitsWidth(page: Page, where: string): Promise<void> {
  const { beside, widest } = await page.evaluate(() => {
    const root = document.scrollingElement as Element
    const beside = root.scrollWidth - root.clientWidth
    const right = (one: Element) => one.getBoundingClientRect().right
    const widest =
      beside > 0 ? [...document.body.querySelectorAll('*')].filter((one) => right(one) > root.clientWidth + 1).map((one) => one.outerHTML.slice(0, 120)) : []
    return { beside, widest: widest.slice(0, 3) }
  })
  assert.ok(beside <= 0, `${where}: ${beside} px beside the screen: ${widest.join(' | ')}`)
}

/** With the spacing of WCAG 1.4.12 no text is cut off. Text for readers only (1 px) is left out. */
export async function keepsSpacedText(page: Page, where: string): Promise<void> {
  const cut = await page.evaluate(async () => {
    const sheet = new CSSStyleSheet()
    await sheet.replace('*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}')
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    const own = (one: Element) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
    const found = [...document.body.querySelectorAll<HTMLElement>('*')].filter((one) => {
      if (!own(one) || one.clientWidth < 5 || one.clientHeight < 5 || one.matches('textarea, input')) return false
      const { overflowX, overflowY, textOverflow } = getComputedStyle(one)
      const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip'
      return (
        (hides(overflowX) && textOverflow !== 'ellipsis' && one.scrollWidth > one.clientWidth + 1) ||
        (hides(overflowY) && one.scrollHeight > one.clientHeight + 1)
      )
    })
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
    return found.map((one) => one.outerHTML.slice(0, 120))
  })
  assert.deepEqual(cut, [], where)
}

/** Where the picture of a screen is kept for the eyes of whoever works on it: PICTURES names the folder. Null: nobody asked. */
export function pictureOf(look: Look, name: string): string | null {
  const folder = process.env['PICTURES']
  return folder ? join(folder, `${look.name}-${name.replaceAll(/\W+/g, '-')}.png`) : null
}
async function keepPicture(page: Page, look: Look, name: string): Promise<void> {
  const path = pictureOf(look, name)
  if (path === null) return
  mkdirSync(dirname(path), { recursive: true })
  await page.screenshot({ path, fullPage: true, timeout: 60_000 })
}

/** What holds on every screen. An open place, a missing value or a code in place of words is a text that nobody read. */
export async function looksRight(page: Page, look: Look, name: string): Promise<void> {
  const where = `${look.name} ${name}`
  await keepPicture(page, look, name)
  await (look.script === false ? isAccessibleWithoutScript : isAccessible)(page, where)
  assert.equal(await page.locator('h1:visible').count(), 1, `${where}: one first heading`)
  assert.ok((await page.locator('main .main:visible').count()) <= 1, `${where}: more than one filled button`)
  assert.doesNotMatch(await page.locator('body').innerText(), /\{\w+\}|\bundefined\b|\bNaN\b|Invalid Date|\b[a-z]+_[a-z]+\b/, where)
  await fitsWidth(page, where)
  if (look.width < 1000 && look.script !== false) await keepsSpacedText(page, where)
}
