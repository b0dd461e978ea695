import { readFileSync } from 'node:fs'
import { icons } from './looks.ts'

const folder = new URL('../../node_modules/@tabler/icons/icons/outline/', import.meta.url)

/** One SVG with a symbol per icon of `icons`; used as `<use href="...icons.svg#name">`, the colour comes from `currentColor`. */
export function sprite(): string {
  const symbols = icons.map((name) => {
    const inner = readFileSync(new URL(`${name}.svg`, folder), 'utf8')
      .replace(/<!--.*?-->/gs, '')
      .replace(/^.*?<svg[^>]*>|<\/svg>\s*$/gs, '')
      .replace(/<path stroke="none"[^>]*>/g, '')
      .replace(/\s*\n\s*/g, '')
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${inner}</symbol>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`
}
