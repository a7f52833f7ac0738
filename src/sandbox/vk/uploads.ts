import type { Asked, Reply } from './server.js'
import type { World } from './world.js'

/**
 * The upload servers: field `photo` (JPG, PNG, GIF) at /upload/photo, field `file` at the others.
 * https://dev.vk.com/ru/api/upload/photo-in-message · https://dev.vk.com/ru/api/upload/document-in-message
 */
export async function storeUpload(world: World, { url, headers, body }: Asked): Promise<Reply> {
  const kind = url.pathname.slice('/upload/'.length)
  const form = await readForm(headers['content-type'] ?? '', body)
  const file = form?.get(kind === 'photo' ? 'photo' : 'file')
  if (!(file instanceof File)) return { status: 200, body: { error: 'file not found' } }
  const bytes = Buffer.from(await file.arrayBuffer())
  if (kind === 'photo') {
    const photo = isPhoto(bytes) ? JSON.stringify([{ file: world.addFile(file.name, bytes, kind).id }]) : '[]'
    return { status: 200, body: { server: 1, photo, hash: 'sandbox' } }
  }
  // Executables and MP3 are not documents: https://dev.vk.com/ru/api/upload/document-in-message
  if (/\.(?:exe|mp3)$/i.test(file.name)) return { status: 200, body: { error: 'wrong file' } }
  return { status: 200, body: { file: String(world.addFile(file.name, bytes, kind).id) } }
}

async function readForm(contentType: string, body: Buffer): Promise<FormData | null> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
  } catch {
    return null
  }
}

const isPhoto = (bytes: Buffer): boolean =>
  ['ffd8ff', '89504e47', '47494638'].some((magic) => bytes.subarray(0, magic.length / 2).toString('hex') === magic)
