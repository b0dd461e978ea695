import { readdirSync, readFileSync } from 'node:fs'
import sharp from 'sharp'
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

/** The mark as pictures that telephones put on their screens; the larger one has room around it, as they cut it to their own shape. */
const appIcons = (): Plugin => ({
  name: 'app-icons',
  async buildStart() {
    const mark = readFileSync(`${import.meta.dirname}/mark.svg`)
    for (const size of [192, 512]) {
      const drawn = await sharp(mark, { density: 72 * (size / 24) })
        .resize(Math.round(size * 0.8))
        .toBuffer()
      const around = Math.round(size * 0.1)
      const source = await sharp({ create: { width: size, height: size, channels: 4, background: '#ffffff' } })
        .composite([{ input: drawn, left: around, top: around }])
        .png()
        .toBuffer()
      this.emitFile({ type: 'asset', name: `app-${size}.png`, originalFileName: `app-${size}.png`, source })
    }
  },
})

const islands = readdirSync(`${import.meta.dirname}/islands`).map((name) => `islands/${name}`)

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [icons(), appIcons(), compressed()],
  build: {
    outDir: 'build',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: 'manifest.json',
    target: ['es2020', 'safari14'],
    rolldownOptions: {
      input: ['site.css', 'chat.css', 'mark.svg', 'browser/service-worker.ts', ...islands].map((name) => `${import.meta.dirname}/${name}`),
      output: { entryFileNames: 'assets/[name]-[hash].js', chunkFileNames: 'assets/[name]-[hash].js', assetFileNames: 'assets/[name]-[hash][extname]' },
    },
  },
})
