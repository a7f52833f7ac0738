import { useRef, useState } from 'react'
import { faultWords } from '../api/fault-words'
import { fileLimits, uploadFile } from '../api/upload'
import { formatSize } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import type { Draft } from './drafts'

export type Upload = { id: number; name: string; percent: number; abort: () => void }

/** Files on their way into a draft. What is too big or too many is refused before it is sent, in words. */
export function useUploads(draft: Draft, write: (change: (draft: Draft) => Draft) => void) {
  const { t, language } = useWords()
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const lastId = useRef(0)

  async function start(file: File): Promise<void> {
    lastId.current += 1
    const id = lastId.current
    const stop = new AbortController()
    const change = (percent: number): void => setUploads((now) => now.map((one) => (one.id === id ? { ...one, percent } : one)))
    setUploads((now) => [...now, { id, name: file.name, percent: 0, abort: () => stop.abort() }])
    try {
      const stored = await uploadFile(file, { onProgress: change, signal: stop.signal })
      write((now) => ({ ...now, files: [...now.files, stored] }))
    } catch (fault) {
      const { message, fix } = faultWords(fault)
      if (!stop.signal.aborted) setProblem(`${file.name}: ${message}. ${fix}`)
    } finally {
      setUploads((now) => now.filter((one) => one.id !== id))
    }
  }

  function add(files: readonly File[]): void {
    setProblem(null)
    const room = fileLimits.count - draft.files.length - uploads.length
    const tooBig = files.find((file) => file.size > fileLimits.bytes)
    if (tooBig) setProblem(t('composer.tooBig', { name: tooBig.name, limit: formatSize(fileLimits.bytes, language) }))
    const fitting = files.filter((file) => file.size <= fileLimits.bytes)
    if (fitting.length > room) setProblem(t('composer.tooMany', { count: fileLimits.count }))
    for (const file of fitting.slice(0, Math.max(0, room))) void start(file)
  }

  return { uploads, problem, add }
}
