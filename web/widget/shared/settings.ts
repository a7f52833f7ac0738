/** What the customer's site says on the script tag. README.md explains each attribute. */
export type Settings = {
  /** Origin that the script came from. */
  deskUrl: string
  brand?: string
  language?: string
  title?: string
  side: 'left' | 'right'
  /** Pixels from that side and from the bottom. */
  offsetX: number
  offsetY: number
  theme: 'auto' | 'light' | 'dark'
  accent?: string
  /** A way to reach people when the chat cannot: shown as plain words. */
  contact?: string
  privacyUrl?: string
  topics?: string[]
  /** corner: a launcher and a panel over it · page: the panel is the page. */
  display: 'corner' | 'page'
  isOpen: boolean
  countsInTitle: boolean
}

/** Total: an attribute that cannot be read is as if it were not there. */
export function readSettings(data: DOMStringMap, scriptUrl: string): Settings {
  const [x, y] = (data.offset ?? '').split(/[\s,]+/).map((part) => Number.parseInt(part, 10))
  const topics = data.topics?.split('|').flatMap((topic) => topic.trim() || [])
  return {
    deskUrl: new URL(scriptUrl).origin,
    side: data.side === 'left' ? 'left' : 'right',
    offsetX: toOffset(x),
    offsetY: toOffset(y ?? x),
    theme: data.theme === 'light' || data.theme === 'dark' ? data.theme : 'auto',
    display: data.display === 'page' ? 'page' : 'corner',
    isOpen: data.open !== undefined && data.open !== 'false',
    countsInTitle: data.countInTitle !== undefined,
    ...(data.brand && { brand: data.brand }),
    ...(data.lang && { language: data.lang }),
    ...(data.title && { title: data.title }),
    ...(/^#[0-9a-f]{6}$/i.test(data.accent ?? '') && { accent: data.accent ?? '' }),
    ...(data.contact && { contact: data.contact }),
    ...(/^https?:\/\//.test(data.privacy ?? '') && { privacyUrl: data.privacy ?? '' }),
    ...(topics?.length && { topics }),
  }
}

const toOffset = (pixels: number | undefined): number =>
  pixels === undefined || Number.isNaN(pixels) ? 20 : Math.min(400, Math.max(0, pixels))
