import { readFileSync, writeFileSync } from 'node:fs'
import { citizenType, colourOf, colours, fontStacks, motion, radius, shadow, space, type Theme } from './tokens.ts'

const file = new URL('./tokens.css', import.meta.url)

const themeRules = (theme: Theme): string => {
  const dark = theme.endsWith('dark')
  const own = (Object.keys(colours) as (keyof typeof colours)[]).map((name) => `--${name}:${colourOf(name, theme)}`)
  const shadows = Object.entries(shadow[dark ? 'dark' : 'light']).map(([name, value]) => `--shadow-${name}:${value}`)
  return [`color-scheme:${dark ? 'dark' : 'light'}`, ...own, ...shadows].join(';')
}

const scale = [
  ...Object.entries(citizenType).map(([name, [rem, line]]) => `--type-${name}:${rem}rem/${line}`),
  ...space.map((px) => `--space-${px}:${px / 16}rem`),
  ...Object.entries(radius).map(([name, px]) => `--radius-${name}:${px}px`),
  ...Object.entries(motion).map(([name, ms]) => `--motion-${name}:${ms}ms`),
  `--sans:${fontStacks.sans}`,
  `--mono:${fontStacks.mono}`,
].join(';')

/**
 * The tokens as CSS. `data-theme` on the root: absent follows the system (prefers-contrast: more picks high contrast),
 * `contrast` follows light or dark, the other four names are fixed.
 */
export const tokensCss = (): string =>
  [
    '/* Written by tokens-css.ts from tokens.ts; change it there. */',
    `:root{${scale}}`,
    `:root,:root[data-theme=light]{${themeRules('light')}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme]){${themeRules('dark')}}}`,
    `:root[data-theme=dark]{${themeRules('dark')}}`,
    `@media (prefers-contrast:more){:root:not([data-theme]){${themeRules('contrast-light')}}}`,
    `:root[data-theme=contrast],:root[data-theme=contrast-light]{${themeRules('contrast-light')}}`,
    `@media (prefers-contrast:more) and (prefers-color-scheme:dark){:root:not([data-theme]){${themeRules('contrast-dark')}}}`,
    `@media (prefers-color-scheme:dark){:root[data-theme=contrast]{${themeRules('contrast-dark')}}}`,
    `:root[data-theme=contrast-dark]{${themeRules('contrast-dark')}}`,
    '',
  ].join('\n')

export const writtenTokensCss = (): string => readFileSync(file, 'utf8')
if (import.meta.main) writeFileSync(file, tokensCss())
