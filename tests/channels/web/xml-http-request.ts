/** As much of the browser's XMLHttpRequest as rxjs 5 uses, over fetch, so that the public client runs in Node as it is. */
export class XMLHttpRequestOverFetch {
  onreadystatechange: ((event: object) => void) | null = null
  ontimeout: ((event: object) => void) | null = null
  timeout = 0
  responseType = ''
  withCredentials = false
  readyState = 0
  status = 0
  response: unknown = null
  private method = 'GET'
  private url = ''
  private answer: Headers | null = null
  private readonly headers = new Headers()
  private readonly giveUp = new AbortController()

  open(method: string, url: string): void {
    this.method = method
    this.url = url
  }

  setRequestHeader(name: string, value: string): void {
    this.headers.set(name, value)
  }

  getResponseHeader(name: string): string | null {
    return this.answer?.get(name) ?? null
  }

  abort(): void {
    this.giveUp.abort()
  }

  send(body?: string | FormData): void {
    const timer = this.timeout > 0 ? setTimeout(() => this.expire(), this.timeout) : undefined
    this.load(body)
      .catch(() => undefined)
      .then(() => {
        clearTimeout(timer)
        if (this.giveUp.signal.aborted) return
        this.readyState = 4
        this.onreadystatechange?.({})
      })
  }

  private async load(body: string | FormData | undefined): Promise<void> {
    const { method, headers, giveUp } = this
    const answer = await fetch(this.url, { method, headers, signal: giveUp.signal, ...(body !== undefined && { body }) })
    this.response = this.responseType === 'arraybuffer' ? await answer.arrayBuffer() : parse(await answer.text())
    this.answer = answer.headers
    this.status = answer.status
  }

  private expire(): void {
    this.abort()
    this.ontimeout?.({})
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
