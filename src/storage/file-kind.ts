import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'

/** What the bytes are, whatever name or type was claimed. `isProgram` is also true for a name that a double click would run. */
export async function readFileKind(path: string, name: string): Promise<{ readonly contentType: string; readonly isProgram: boolean }> {
  const head = await readHead(path)
  // A parser of strange bytes may throw; then they are just bytes.
  const type = await fileTypeFromFile(path).catch(() => undefined)
  const contentType = type?.mime ?? (isText(head) ? 'text/plain' : 'application/octet-stream')
  const isScript = head.subarray(0, 2).toString('latin1') === '#!'
  return { contentType, isProgram: isScript || programs.has(contentType) || runsByName.test(name) }
}

const programs: ReadonlySet<string> = new Set([
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/java-vm',
  'application/java-archive',
  'application/vnd.android.package-archive',
  'application/x.ms.shortcut',
  'application/x.apple.alias',
  'application/x-ms-regedit',
  'application/vnd.ms-htmlhelp',
  'application/x-google-chrome-extension',
  'application/x-xpinstall',
  'application/x-deb',
  'application/x-rpm',
  'application/wasm',
])
const runsByName =
  /\.(?:exe|com|scr|pif|bat|cmd|msi|msp|msix|appx|hta|cpl|dll|sys|lnk|reg|inf|vb|vbe|vbs|js|jse|mjs|wsf|wsh|ps1|psm1|sh|jar|apk|app|dmg|pkg|deb|rpm)$/i

const headBytes = 4_096

async function readHead(path: string): Promise<Buffer> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** UTF-8 without control characters. The head may end in the middle of a character. */
function isText(head: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return !/[^\P{Cc}\t\n\f\r]/u.test(text)
  } catch {
    return false
  }
}
