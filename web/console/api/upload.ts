import type { FileDto } from '../../../src/http/contract'
import { writeHeaders } from './call'
import { noAnswer, parseFault, parseJson } from './parse'

/** The same limits as the desk's. */
export const fileLimits = { bytes: 20 * 1024 * 1024, count: 10 } as const
export const textLimit = 20_000

type Progress = { onProgress: (percent: number) => void; signal: AbortSignal }

/** Uploads one file. XMLHttpRequest, because fetch does not tell how far an upload has come. Throws ApiFault. */
export function uploadFile(file: File, { onProgress, signal }: Progress): Promise<FileDto> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const form = new FormData()
    form.append('file', file)
    request.open('POST', '/api/v1/files')
    for (const [name, value] of Object.entries(writeHeaders())) request.setRequestHeader(name, value)
    request.upload.addEventListener(
      'progress',
      (event) => event.lengthComputable && onProgress(Math.floor((event.loaded / event.total) * 100)),
    )
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve(parseJson<FileDto>(request.responseText))
      else reject(parseFault(request.status, request.responseText))
    })
    request.addEventListener('error', () => reject(noAnswer()))
    request.addEventListener('abort', () => reject(noAnswer()))
    signal.addEventListener('abort', () => request.abort())
    request.send(form)
  })
}
