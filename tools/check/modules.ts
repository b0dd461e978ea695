import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, extname, join, normalize, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'rolldown/parseAst'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Import {
  /** As written: `./x.ts`, `#platform/x`, `fastify`. */
  specifier: string
  /** Path from the root when it is a file of ours; null for packages and Node's own modules. */
  target: string | null
}

/** A source file as the checks see it. */
export interface Module {
  /** From the root, with forward slashes. */
  path: string
  lines: number
  imports: Import[]
  /** `object.property` for every member access on a plain name: `sql.raw`. */
  accesses: Set<string>
}

const aliases: Record<string, string> = {
  '#contract/': 'contract/',
  '#platform/': 'server/platform/',
  '#domains/': 'server/domains/',
  '#testing/': 'server/testing/',
}

const notOurs = new Set(['node_modules', 'build', 'dist', '.git', '.cache', 'data'])

/** Files below the folders that end in one of `endings`, as paths from the root. A folder that is not there holds none. */
export function filesIn(folders: readonly string[], endings: readonly string[], top = root): string[] {
  const below = (folder: string): string[] =>
    (statSync(join(top, folder), { throwIfNoEntry: false })?.isDirectory() ? readdirSync(join(top, folder), { withFileTypes: true }) : [])
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const path = `${folder}/${entry.name}`
        if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : below(path)
        return endings.some((ending) => entry.name.endsWith(ending)) ? [path] : []
      })
  return folders.flatMap(below)
}

function resolveImport(specifier: string, from: string): string | null {
  const alias = Object.keys(aliases).find((one) => specifier.startsWith(one))
  if (alias) return `${aliases[alias]}${specifier.slice(alias.length)}.ts`
  if (specifier.startsWith('.'))
    return relative('.', normalize(join(dirname(from), specifier.replace(/\?.*$/, ''))))
      .split(sep)
      .join('/')
  return null
}

interface Node {
  type: string
  [key: string]: unknown
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) walk(one, visit)
  else if (isNode(value)) {
    visit(value)
    for (const key in value) if (key !== 'type') walk(value[key], visit)
  }
}

/** Every node that names another module: import, export from, import('x') and the type import('x').T. */
const naming = new Set(['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression', 'TSImportType'])

export function readModule(path: string, source: string): Module {
  const imports: Import[] = []
  const accesses = new Set<string>()
  walk(parseAst(source, { lang: extname(path) === '.tsx' ? 'tsx' : 'ts' }), (node) => {
    if (naming.has(node.type) && isNode(node['source']) && typeof node['source']['value'] === 'string') {
      const specifier = node['source']['value']
      imports.push({ specifier, target: resolveImport(specifier, path) })
    }
    if (node.type === 'MemberExpression' && isNode(node['object']) && node['object'].type === 'Identifier' && isNode(node['property']))
      accesses.add(`${node['object']['name']}.${node['property']['name'] ?? node['property']['value']}`)
  })
  return { path, lines: source.split('\n').length - 1, imports, accesses }
}

/** All TypeScript of the project. */
export const readModules = (top = root): Module[] =>
  filesIn(['contract', 'server', 'web', 'tools', 'e2e', 'bench'], ['.ts', '.tsx'], top).map((path) => readModule(path, readFileSync(join(top, path), 'utf8')))
