import { isBuiltin } from 'node:module'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Server code in the screens is a fault of an import, and stops the build instead of swelling the page. */
const screensKnowNoServer: Plugin = {
  name: 'screens-know-no-server',
  enforce: 'pre',
  resolveId(source, importer) {
    // Libraries that also run on Node ask for its parts behind a check; our own files never may.
    if (!isBuiltin(source) || !importer?.startsWith(here('src/'))) return
    this.error(
      `${importer} imports ${source}: screens reach no server code. Use \`import type\` in words.ts and contract.ts.`,
    )
  },
}

/** Builds the screens into `dist/web`. Nothing is written into the page: its policy allows no inline script, style or font. */
export default defineConfig({
  root: here('src/app/pages'),
  plugins: [screensKnowNoServer, react()],
  build: {
    outDir: here('dist/web'),
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
})
