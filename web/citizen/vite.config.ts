import { readdirSync } from 'node:fs'
import { defineConfig, type Plugin } from 'vite'
import { compressed } from '../ui/compressed.ts'
import { sprite } from '../ui/sprite.ts'

/** The icons as one file with a name by content, listed in the manifest as `icons.svg`. */
const icons = (): Plugin => ({
  name: 'icons',
  buildStart() {
    this.emitFile({ type: 'asset', name: 'icons.svg', originalFileName: 'icons.svg', source: sprite() })
  },
})

const islands = readdirSync(`${import.meta.dirname}/islands`).map((name) => `islands/${name}`)

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [icons(), compressed()],
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
