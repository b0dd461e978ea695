import { defineConfig } from 'vite'
import { compressed } from '../ui/compressed.ts'

/** One classic script, since other sites name it in one tag: it leaves no global name and knows from its tag where it came from. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [compressed()],
  build: {
    outDir: 'build',
    emptyOutDir: true,
    target: ['es2020', 'safari14'],
    rolldownOptions: { input: `${import.meta.dirname}/widget.ts`, output: { format: 'iife', entryFileNames: 'widget.js' } },
  },
})
