import { Readable } from 'node:stream'
import { htmlToText } from './parse-html.js'
import { isShownText, type Tree, textOf } from './parse-tree.js'

/** What a parser makes of a letter: its words, and its files in the order of the letter. */
export type Content = { readonly text: string; readonly files: readonly MailFile[] }
export type MailFile = { readonly name: string; readonly contentType: string; readonly isInline: boolean; readonly bytes: Uint8Array }

/** In the order in which they are tried. A file's place is only good with the reader that counted it. */
export const readers = ['mailparser', 'postal-mime', 'plain'] as const
export type ReaderName = (typeof readers)[number]

/** Reads the mended letter. May throw, hang or eat memory: that is what the worker's limits are for. */
export function readContent(reader: ReaderName, tree: Tree): Promise<Content> {
  return { mailparser: readByMailparser, 'postal-mime': readByPostalMime, plain: readPlainly }[reader](tree)
}

type Node = { readonly contentType?: string; readonly textContent?: string; readonly children?: readonly Node[] }

async function readByMailparser({ mended }: Tree): Promise<Content> {
  const { MailParser } = await import('mailparser')
  const options = {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
    skipTextLinks: true,
    keepDeliveryStatus: true,
    ignoreEmbedded: true,
  }
  const parser = new MailParser(options)
  const files: MailFile[] = []
  await new Promise<void>((resolve, reject) => {
    parser.on('error', reject)
    parser.on('end', resolve)
    parser.on('data', (data) => {
      if (data.type !== 'attachment') return
      const chunks: Buffer[] = []
      data.content.on('data', (chunk: Buffer) => chunks.push(chunk))
      data.content.on('error', reject)
      data.content.on('end', () => {
        files.push(
          toFile(
            data.filename ?? '',
            data.contentType,
            data.contentDisposition === 'inline' || data.related === true,
            Buffer.concat(chunks),
          ),
        )
        data.release()
      })
    })
    Readable.from(mended, { objectMode: false }).pipe(parser)
  })
  // The types hide the tree, which alone tells alternatives from parts that follow each other.
  return { text: textOfNode((parser as unknown as { readonly tree: Node }).tree), files }
}

function textOfNode(root: Node): string {
  const texts: string[] = []
  const waiting: Node[] = [root]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const own = ownText(node)
    if (own !== '') texts.push(own)
    const children = node.children ?? []
    if (node.contentType !== 'multipart/alternative') waiting.push(...[...children].reverse())
    else texts.push(bestOf(children.map((child) => ({ isPlain: child.contentType === 'text/plain', text: textOfNode(child) }))))
  }
  return texts.filter((text) => text.trim() !== '').join('\n\n')
}

const ownText = ({ contentType, textContent = '' }: Node): string => (contentType === 'text/html' ? htmlToText(textContent) : textContent)

/** The plain one, unless it only says that there is another. */
function bestOf(alternatives: readonly { readonly isPlain: boolean; readonly text: string }[]): string {
  const plain = alternatives.find(({ isPlain }) => isPlain)?.text ?? ''
  const rich = alternatives.filter(({ isPlain }) => !isPlain).map(({ text }) => text)
  const longest = rich.reduce((best, text) => (text.length > best.length ? text : best), '')
  const isOnlyNotice = /html|html-?письм|браузер/i.test(plain) && plain.length < 300 && longest.length > plain.length * 2
  return plain.trim() === '' || isOnlyNotice ? longest || plain : plain
}

async function readByPostalMime({ mended }: Tree): Promise<Content> {
  const { default: PostalMime } = await import('postal-mime')
  const letter = await PostalMime.parse(Buffer.concat(mended), { forceRfc822Attachments: true })
  const text = bestOf([
    { isPlain: true, text: letter.text ?? '' },
    { isPlain: false, text: htmlToText(letter.html ?? '') },
  ])
  const files = letter.attachments.map(({ filename, mimeType, disposition, related, content }) =>
    toFile(
      filename ?? '',
      mimeType,
      disposition === 'inline' || related === true,
      typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content),
    ),
  )
  return { text, files }
}

/** Our own pass over the parts: words only, each as it stands. */
async function readPlainly({ leaves }: Tree): Promise<Content> {
  const shown = leaves.filter(isShownText)
  const plain = shown.filter(({ type }) => type === 'text/plain')
  return {
    text: (plain.length > 0 ? plain : shown)
      .map((leaf) => (leaf.type === 'text/html' ? htmlToText(textOf(leaf)) : textOf(leaf)))
      .join('\n\n'),
    files: [],
  }
}

const toFile = (name: string, contentType: string, isInline: boolean, bytes: Uint8Array): MailFile => ({
  name,
  contentType,
  isInline,
  bytes,
})
