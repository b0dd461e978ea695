// How people with other eyes, widths and settings see a screen: axe, sideways scroll, wider text.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Lang } from '#contract/common'
import { isAccessible } from '../helpers/accessible.ts'

export interface Look extends Pick<BrowserContextOptions, 'colorScheme' | 'contrast' | 'forcedColors'> {
  name: string
  lang: Lang
  width: number
}
export const looks: readonly Look[] = [
  { name: '1280-ru-light', lang: 'ru', width: 1280, colorScheme: 'light' },
  { name: '360-en-dark', lang: 'en', width: 360, colorScheme: 'dark' },
  { name: '360-ru-contrast', lang: 'ru', width: 360, colorScheme: 'light', contrast: 'more' },
  { name: '1280-en-contrast-dark', lang: 'en', width: 1280, colorScheme: 'dark', contrast: 'more' },
  { name: '1280-ru-dark', lang: 'ru', width: 1280, colorScheme: 'dark' },
  { name: '360-ru-light', lang: 'ru', width: 360, colorScheme: 'light' },
]

export const optionsOf = ({ width, name: _, lang: __, ...rest }: Look): BrowserContextOptions => ({
  ...rest,
  viewport: { width, height: width < 1000 ? 740 : 800 },
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

/** For the eyes of whoever works on a screen: PICTURES names the folder. */
async function keepPicture(page: Page, look: Look, name: string): Promise<void> {
  const folder = process.env['PICTURES']
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${look.name}-${name}.png`), fullPage: true })
}

/** What holds on every screen. */
export async function looksRight(page: Page, look: Look, name: string): Promise<void> {
  await keepPicture(page, look, name)
  await isAccessible(page, `${look.name} ${name}`)
  assert.equal(await page.locator('h1:visible').count(), 1, `${look.name} ${name}: one first heading`)
  assert.ok((await page.locator('main .main:visible').count()) <= 1, `${look.name} ${name}: more than one filled button`)
  await fitsWidth(page, `${look.name} ${name}`)
}
