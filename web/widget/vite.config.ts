import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))
const output = { entryFileNames: '[name].js' }
const panel = { panel: 'panel/panel.tsx', 'words-ru': 'strings/ru.ts', 'words-en': 'strings/en.ts', 'words-zh': 'strings/zh.ts' }

/** Two builds, because the loader is a classic script and what it loads are modules: `vite build -c web/widget/vite.config.ts`. */
export default defineConfig({
  root: here,
  publicDir: false,
  define: { 'import.meta.env.PANEL_VERSION': JSON.stringify(hashSources()) },
  // Not the development runtime, whatever NODE_ENV says.
  oxc: { jsx: { importSource: 'preact', development: false } },
  build: { outDir: join(here, '../../dist/web/widget'), target: ['chrome111', 'firefox114', 'safari16.4'], modulePreload: false },
  environments: {
    loader: {
      consumer: 'client',
      build: {
        emptyOutDir: true,
        // As a library, because Vite puts its preload helper, a quarter of the loader, around an import() in anything else.
        lib: { entry: join(here, 'loader/loader.ts'), formats: ['iife'], name: 'OtklikLoader', fileName: () => 'widget.js' },
      },
    },
    panel: {
      consumer: 'client',
      build: { emptyOutDir: false, rolldownOptions: { input: inHere(panel), output, preserveEntrySignatures: 'strict' } },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['loader', 'panel']) {
        const environment = builder.environments[name]
        if (environment) await builder.build(environment)
      }
    },
  },
})

function inHere(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, file]) => [name, join(here, file)]))
}

/** The files keep their names, so that a loader from an old cache still finds them; the query tells caches that they are others. */
function hashSources(): string {
  const files = readdirSync(here, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
  const paths = files.map((file) => join(file.parentPath, file.name)).sort()
  const hash = createHash('sha256')
  for (const path of paths) hash.update(readFileSync(path))
  return hash.digest('hex').slice(0, 8)
}
