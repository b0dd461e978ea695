import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Folders that hold no tests of ours. */
const ELSEWHERE = new Set(['node_modules', 'build', 'dist', 'data'])

/** Every `*.test.ts(x)`, and every `.ts` under e2e, sorted by path so that the answer is always the same. */
export async function testFiles(root: string): Promise<string[]> {
  const found: string[] = []
  const walk = async (folder: string, inE2e: boolean): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && !ELSEWHERE.has(entry.name)) await walk(path, inE2e || entry.name === 'e2e')
      } else if (/\.test\.tsx?$/.test(entry.name) || (inE2e && /\.tsx?$/.test(entry.name))) found.push(path)
    }
  }
  await walk(root, false)
  return found.sort()
}

// test('..'), it(".."), describe(`..`), t.test('..'), test.only(..); .skip and .todo are left out, and commented lines too.
const CALL =
  /^(?!\s*(?:\/\/|\*)).*?(?<![\w$])(?:test|it|describe|suite|journey)(?:\.only)?\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/gm

/** Names of the tests in a source text, as written there (a template keeps its `${...}`). */
export const testNames = (source: string): string[] =>
  [...source.matchAll(CALL)].map((call) => (call[1] ?? call[2] ?? call[3] ?? '').replace(/\\(['"`\\])/g, '$1'))

const ID = '(?:[A-Z]+-\\d+|[A-Z]\\d+)'
const PREFIX = new RegExp(`^${ID}(?:,\\s*${ID})*(?=:)`)

/** The ids a test name begins with: 'FORM-1, FORM-9: ...' has two, a name without such a beginning none. */
export const idsOf = (name: string): string[] => PREFIX.exec(name)?.[0].split(/,\s*/) ?? []
