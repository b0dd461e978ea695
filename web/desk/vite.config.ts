import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { compressed } from '../ui/compressed.ts'
import { leanContract } from './lean-contract.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Small things that the list needs as well; contracts of accounts, of chats and the composer's rules are for who opens one. */
const ofEveryPage =
  /web\/(desk\/(parts|api|live|frame)|ui)\/|contract\/(?!account|asks-for|chat)|@tabler\/icons-react|@mantine\/core\/esm\/components\/(Input|InputBase|InlineInput|Checkbox|NativeSelect)\//

export default defineConfig({
  root: here('.'),
  base: '/desk/',
  plugins: [leanContract(), compressed()],
  // The server replaces the word by a fresh nonce in every answer.
  html: { cspNonce: '__NONCE__' },
  resolve: {
    // The contract's schemas are checked by the server; the browser needs only its paths, methods and types.
    alias: { typebox: here('./api/schemas-left-out.ts') },
  },
  build: {
    outDir: here('./build'),
    emptyOutDir: true,
    target: 'es2023',
    // Files inlined as data: addresses would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // Making a schema or a route does nothing but make it: what no screen calls stays out.
      treeshake: { manualPureFunctions: ['Type', 'Exactly', 'OneOf', 'Nullable', 'Flags', 'Counts', 'Words', 'Line', 'route'] },
      output: {
        // What every page shares comes as one file: forty small ones cost more in headers than they save.
        codeSplitting: { groups: [{ name: 'shared', test: ofEveryPage, minShareCount: 2 }] },
      },
      // Packages carry "use client" for server frameworks; here it says nothing.
      onLog: (level, log, say) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && say(level, log),
    },
  },
})
