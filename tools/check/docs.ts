import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { filesIn, root } from './modules.ts'

/** Pages for people, by their path from the root. */
export const pages = (): string[] => ['README.md', 'CONTRIBUTING.md', ...filesIn(['docs', 'deploy'], ['.md'])]
export const pageText = (path: string): string => readFileSync(join(root, path), 'utf8')

/** Rows of all tables of a page as their cells, without heads and rules; backticks are taken off. */
export function tableRows(text: string): string[][] {
  const lines = text.split('\n')
  const isRule = (line: string | undefined) => /^\|[-| :]+\|$/.test(line ?? '')
  return lines.filter((line, i) => line.startsWith('|') && !isRule(line) && !isRule(lines[i + 1])).map(cellsOf)
}

const cellsOf = (line: string): string[] =>
  line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1'))

/** What a page shows of our code: fences whose first line names the file after the language, as in "```ts server/main.ts". */
export function quotedCode(text: string): { path: string; code: string }[] {
  return [...text.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)].map(([, path = '', code = '']) => ({ path, code }))
}

/** The parts of a quotation that the file does not hold; a line of "..." stands for something left out. Indentation may differ. */
export function notQuotedFrom(source: string, code: string): string[] {
  const flat = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
  const parts = code.split(/^\s*(?:\/\/ )?\.\.\.$/m).map(flat)
  return parts.filter((part) => part !== '' && !flat(source).includes(part))
}

const ourFolders = /^(server|contract|web|tools|e2e|bench|docs|deploy)\/[\w./-]+$/

/** Links and file names of a page that lead nowhere. */
export function deadPaths(page: string, text: string): string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, '')
  const links = [...prose.matchAll(/\]\(([^)#\s]+)/g)].map(([, to = '']) => to).filter((to) => !/^[a-z]+:/.test(to))
  const named = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => name).filter((name) => ourFolders.test(name))
  const isThere = (path: string) => existsSync(join(root, path))
  return [...links.filter((to) => !isThere(normalize(join(dirname(page), to)))), ...named.filter((name) => !isThere(name))]
}
