import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBuilder } from 'vite'

/** Builds the widget as it ships, into a folder of its own; its path. */
export async function buildWidget(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'otklik-widget-'))
  const builder = await createBuilder({ configFile: 'web/widget/vite.config.ts', build: { outDir }, logLevel: 'error' })
  await builder.buildApp()
  return outDir
}
