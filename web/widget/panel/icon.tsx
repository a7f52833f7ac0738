const paths = {
  send: 'M12 19V5M5.5 11.5 12 5l6.5 6.5',
  clip: 'm20.5 11.3-8.6 8.6a5.4 5.4 0 0 1-7.6-7.6l8.6-8.6a3.6 3.6 0 0 1 5.1 5.1l-8.6 8.6a1.8 1.8 0 0 1-2.6-2.6l8-7.9',
  close: 'M6 6l12 12M18 6 6 18',
  more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  tick: 'm5 12.5 4.5 4.5L19 7.5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7.5V12l3 2',
  alert: 'M12 8v5M12 16.5v.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  fold: 'm6 9 6 6 6-6',
  down: 'M12 5v14M5.5 12.5 12 19l6.5-6.5',
  right: 'm9 6 6 6-6 6',
  file: 'M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8l-5-5ZM14 3v5h5',
  case: 'M9 4.5H7a2 2 0 0 0-2 2V19a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V6.5a2 2 0 0 0-2-2h-2M9 3h6v3H9zM9 13.5l2.2 2.2 4-4.2',
  fresh: 'M12 5v14M5 12h14',
  back: 'M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3',
} as const

export type IconName = keyof typeof paths

/** Decoration: what it means stands beside it in words, or in the label of its button. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
