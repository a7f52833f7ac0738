import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The desk that `vite` (development only) passes `/api` on to. */
const desk = process.env.DESK_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: at('.'),
  base: '/',
  plugins: [react(), tailwindcss()],
  resolve: {
    // The page's CSP has no 'unsafe-inline': the scroll lock inside Radix dialogs must not write a <style> element.
    alias: { 'react-style-singleton': fileURLToPath(new URL('./ui/adopted-style.ts', import.meta.url)) },
  },
  build: {
    outDir: at('../../dist/web/console'),
    emptyOutDir: true,
    assetsDir: 'console',
    // No data: URLs, which the CSP would refuse for fonts and images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: { '/api': { target: desk, ws: true }, '/status': desk, '/chat': desk },
  },
})
