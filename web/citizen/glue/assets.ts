import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
export const buildFolder = fileURLToPath(new URL('../build/', import.meta.url))
const manifestFile = `${buildFolder}manifest.json`

/** Builds CSS, icons and islands into web/citizen/build, names by content. About half a second. */
export async function buildSite(watch = false): Promise<void> {
  const { build } = await import('vite')
  await build({ root, configFile: `${root}vite.config.ts`, logLevel: 'warn', build: watch ? { watch: {} } : {} })
}

export const isBuilt = (): boolean => existsSync(manifestFile)

/** Address of a built file by the name of its source, e.g. `islands/draft.ts`. */
export function assetNames(): (source: string) => string {
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<string, { file: string; css?: string[] }>
  return (source) => {
    const entry = manifest[source]
    if (!entry) throw new Error(`${source} is not in the build of web/citizen`)
    return `/${entry.file}`
  }
}
