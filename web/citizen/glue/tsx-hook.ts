import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

const cache = fileURLToPath(new URL('../../../node_modules/.cache/opora-tsx/', import.meta.url))
const require = createRequire(import.meta.url)
/** Part of the cache key: raise it when the options of transformSync below change. */
const recipe = 'preact-1'

/**
 * Lets Node load the .tsx pages. rolldown (some 60 MiB once loaded) is only loaded for a file that is not in the cache yet,
 * so a started server does not carry it.
 */
function compiled(path: string): string {
  const source = readFileSync(path)
  const kept = `${cache}${createHash('sha256').update(recipe).update(path).update(source).digest('hex')}.js`
  try {
    return readFileSync(kept, 'utf8')
  } catch {
    const { transformSync } = require('rolldown/utils') as typeof import('rolldown/utils')
    const { code, errors } = transformSync(path, source.toString(), { jsx: { runtime: 'automatic', importSource: 'preact' }, sourcemap: false })
    if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0]?.message}`)
    keep(kept, code)
    return code
  }
}

/** A cache that cannot be written (read-only disk) costs time at start, nothing else. */
function keep(path: string, code: string): void {
  try {
    mkdirSync(cache, { recursive: true })
    writeFileSync(`${path}.${process.pid}`, code)
    renameSync(`${path}.${process.pid}`, path)
  } catch {}
}

registerHooks({
  load(url, context, next) {
    if (!url.startsWith('file:') || !url.endsWith('.tsx')) return next(url, context)
    return { format: 'module', shortCircuit: true, source: compiled(fileURLToPath(url)) }
  },
})
