import { brotliCompressSync, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

/** The file lies beside its .br and .gz, so that serving it costs no processor time. */
const precompressed = (): Plugin => ({
  name: 'precompressed',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        const source = Buffer.from(file.type === 'chunk' ? file.code : file.source)
        this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotliCompressSync(source) })
        this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(source, { level: 9 }) })
      }
    },
  },
})

/** One classic script, since other sites name it in one tag: it leaves no global name and knows from its tag where it came from. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [precompressed()],
  build: {
    outDir: 'build',
    emptyOutDir: true,
    target: ['es2020', 'safari14'],
    rolldownOptions: { input: `${import.meta.dirname}/widget.ts`, output: { format: 'iife', entryFileNames: 'widget.js' } },
  },
})
