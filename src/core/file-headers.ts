import { contentDisposition } from './content-disposition.js'

/** Pictures that every browser draws and none runs. SVG is not among them: it is a document with scripts. */
const shownInline: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'])

/** `contentType` must have been read from the bytes; what was claimed is worth nothing here. */
export type ServedFile = { readonly name: string; readonly contentType: string; readonly sizeBytes: number }

export const isPicture = (contentType: string): boolean => shownInline.has(contentType)

/**
 * The headers under which a stranger's bytes may leave: pictures are shown, all else is saved under its name, and nothing can run, even
 * when somebody opens the address itself (OWASP, File Upload Cheat Sheet).
 */
export function fileHeaders({ name, contentType, sizeBytes }: ServedFile): Readonly<Record<string, string | number>> {
  const isShown = isPicture(contentType)
  return {
    'Content-Type': isShown ? contentType : 'application/octet-stream',
    'Content-Length': sizeBytes,
    'Content-Disposition': contentDisposition(isShown ? 'inline' : 'attachment', name),
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Referrer-Policy': 'no-referrer',
  }
}
