import { Html } from './html.js'

/** Of lucide (ISC licence), 24 × 24, drawn with lines. */
const paths = {
  check: '<path d="M20 6 9 17l-5-5"/>',
  clock: '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>',
  alert: '<circle cx="12" cy="12" r="9"/><path d="M12 8v4M12 16h.01"/>',
  hourglass:
    '<path d="M5 22h14M5 2h14M17 22v-4.2a2 2 0 0 0-.6-1.4L12 12l-4.4 4.4a2 2 0 0 0-.6 1.4V22M7 2v4.2a2 2 0 0 0 .6 1.4L12 12l4.4-4.4a2 2 0 0 0 .6-1.4V2"/>',
  progress: '<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="2.5" fill="currentColor"/>',
  received:
    '<path d="M10.1 2.2a10 10 0 0 1 3.8 0M17.6 3.7a10 10 0 0 1 2.7 2.7M21.8 10.1a10 10 0 0 1 0 3.8M20.3 17.6a10 10 0 0 1-2.7 2.7M13.9 21.8a10 10 0 0 1-3.8 0M6.4 20.3a10 10 0 0 1-2.7-2.7M2.2 13.9a10 10 0 0 1 0-3.8M3.7 6.4a10 10 0 0 1 2.7-2.7"/>',
  back: '<path d="M3 12a9 9 0 1 0 3-6.7L3 8"/><path d="M3 3v5h5"/>',
  colleagues: '<path d="M6 22V4a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v18M6 12H4a2 2 0 0 0-2 2v8h20v-8a2 2 0 0 0-2-2h-2M10 6h4M10 10h4M10 14h4"/>',
  stamp:
    '<path d="M5 22h14M19.3 13.7A2.5 2.5 0 0 0 17.5 13H14v-2.5c0-1.2.6-2 1-3.1.4-.9.4-2 0-2.9a3.3 3.3 0 0 0-6 0c-.4.9-.4 2 0 2.9.4 1.1 1 1.9 1 3.1V13H6.5A2.5 2.5 0 0 0 4 15.5V18h16v-2.5a2.5 2.5 0 0 0-.7-1.8Z"/>',
  archive: '<rect x="2" y="3" width="20" height="5" rx="1"/><path d="M4 8v11a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8M10 12h4"/>',
  file: '<path d="m21 12-8.6 8.6a5.5 5.5 0 0 1-7.8-7.8L13.6 4a3.7 3.7 0 0 1 5.2 5.2l-9 8.9a1.8 1.8 0 0 1-2.5-2.6l8.1-8"/>',
  refresh: '<path d="M21 12a9 9 0 1 1-3-6.7L21 8"/><path d="M21 3v5h-5"/>',
} as const
export type IconName = keyof typeof paths

const mouths = [
  'M8 17c1-2 2.300-3 4-3s3 1 4 3',
  'M8 16.500c1-1.200 2.300-1.700 4-1.700s3 .5 4 1.700',
  'M8 15.500h8',
  'M8 14.500c1 1.200 2.300 1.700 4 1.700s3-.5 4-1.700',
  'M7.500 14c1 2 2.500 3 4.500 3s3.500-1 4.500-3z',
]

const draw = (inside: string): Html =>
  new Html(
    `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${inside}</svg>`,
  )

export const icon = (name: IconName): Html => draw(paths[name])

/** A face for a rating from 1 to 5; the word beside it says the same. */
export const face = (rating: number): Html =>
  draw(`<circle cx="12" cy="12" r="10"/><path d="M9 9.500h.01M15 9.500h.01"/><path d="${mouths[rating - 1]}"/>`)
