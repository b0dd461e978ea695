import { readdirSync } from 'node:fs'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'
import { sprite } from '../ui/sprite.ts'

/** The icons as one file with a name by content, listed in the manifest as `icons.svg`. */
const icons = (): Plugin => ({
  name: 'icons',
  buildStart() {
    this.emitFile({ type: 'asset', name: 'icons.svg', originalFileName: 'icons.svg', source: sprite() })
  },
})

/** Text files lie beside their .br and .gz, so that serving them costs no processor time. */
const precompressed = (): Plugin => ({
  name: 'precompressed',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        if (!/\.(css|js|svg)$/.test(fileName)) continue
        const source = Buffer.from(file.type === 'chunk' ? file.code : file.source)
        this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotliCompressSync(source) })
        this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(source, { level: 9 }) })
      }
    },
  },
})

const islands = readdirSync(`${import.meta.dirname}/islands`).map((name) => `islands/${name}`)

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [icons(), precompressed()],
  build: {
    outDir: 'build',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: 'manifest.json',
    target: ['es2020', 'safari14'],
    rolldownOptions: {
      input: ['site.css', 'chat.css', 'mark.svg', ...islands].map((name) => `${import.meta.dirname}/${name}`),
      output: { entryFileNames: 'assets/[name]-[hash].js', chunkFileNames: 'assets/[name]-[hash].js', assetFileNames: 'assets/[name]-[hash][extname]' },
    },
  },
})
