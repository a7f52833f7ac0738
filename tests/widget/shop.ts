import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'

export type ShopPage = { attributes?: string; csp?: string; lang?: string; body?: string }

/** A customer's site: another origin than the desk's, with as strict a policy as a widget may meet. */
export class Shop {
  page: ShopPage = {}
  private readonly server = createServer((_, response) => {
    const { attributes = '', csp, lang = 'en', body = '' } = this.page
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': csp ?? strictPolicy(this.deskUrl) })
    response.end(
      `<!doctype html><html lang="${lang}"><head><title>A shop</title><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">` +
        `</head><body><main><h1>A shop</h1><p><a href="#top">Something to buy</a></p>${body}</main>` +
        `<script src="${this.deskUrl}/widget.js" nonce="n1" defer ${attributes}></script></body></html>`,
    )
  })

  constructor(private readonly deskUrl: string) {}

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    return this
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  /** localhost, where the desk is 127.0.0.1: another host as well as another port. */
  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}/`
  }
}

/** Nothing but the desk's scripts and connections: no inline style, no data: or blob: picture, no string that becomes a script. */
export function strictPolicy(deskUrl: string): string {
  const connections = `${deskUrl} ${deskUrl.replace('http', 'ws')}`
  return `default-src 'none'; script-src ${deskUrl}; connect-src ${connections}; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'`
}

/** The desk's static files from a build, as the desk serves them. */
export function serveWidget(folder: string): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const path = new URL(request.url ?? '', 'http://desk').pathname
    if (path !== '/widget.js' && !path.startsWith('/widget/')) return false
    response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8', 'access-control-allow-origin': '*' })
    response.end(readFileSync(join(folder, basename(path))))
    return true
  }
}
