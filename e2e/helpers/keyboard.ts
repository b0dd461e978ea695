// A person who sees the screen and has no pointer: where the focus stands, and whether it can be seen.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

export interface Stop {
  /** What stands on or beside the control; empty when the focus is in the browser's own bar. */
  name: string
  /** "solid 3px": the one rule for every ring of the product. */
  ring: string
  onScreen: boolean
}

export const stopOf = (page: Page): Promise<Stop> =>
  page.evaluate(() => {
    const here = document.activeElement as HTMLInputElement
    if (here === document.body) return { name: '', ring: '', onScreen: false }
    const { outlineStyle, outlineWidth } = getComputedStyle(here)
    const { top, bottom, left, right } = here.getBoundingClientRect()
    const words = here.labels?.[0]?.innerText ?? here.getAttribute('aria-label') ?? here.innerText ?? ''
    return {
      name: words.replaceAll(/\s+/g, ' ').trim(),
      ring: here.matches(':focus-visible') ? `${outlineStyle} ${outlineWidth}` : '',
      onScreen: bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
    }
  })

/** While a page is being put in place of another its parts have no place for a moment: what stays beside the screen for a second is there. */
async function settled(page: Page): Promise<Stop> {
  let stop = await stopOf(page)
  for (let tries = 0; tries < 10 && stop.name !== '' && !stop.onScreen; tries++) {
    await page.waitForTimeout(100)
    stop = await stopOf(page)
  }
  return stop
}

/** Tabs on until the focus stands on `name`, unless it does already; each stop on the way shows its ring and is on the screen. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const isThere = (stop: Stop) => (typeof name === 'string' ? stop.name === name || stop.name.startsWith(`${name} (`) : name.test(stop.name))
  const passed: string[] = []
  for (let stop = await stopOf(page); !(isThere(stop) && stop.ring === 'solid 3px'); ) {
    if (passed.length === 60) throw new Error(`no way by Tab to ${name}; passed: ${passed.join(' / ')}`)
    await page.keyboard.press('Tab')
    stop = await settled(page)
    passed.push(stop.name)
    if (stop.name === '') continue // the browser's own bar, at the end of the page
    assert.equal(stop.ring, 'solid 3px', `the ring on "${stop.name}" of ${page.url()}`)
    assert.ok(stop.onScreen, `"${stop.name}" of ${page.url()} has the focus beside the screen`)
  }
}
