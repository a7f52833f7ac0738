const mouths = {
  1: 'M8 17.2q4-5.4 8 0M7.2 8l2.2 1M16.8 8l-2.2 1',
  2: 'M8.4 16.4q3.6-3 7.2 0',
  3: 'M8.5 15.8h7',
  4: 'M8.4 14.9q3.6 3.2 7.2 0',
  5: 'M7.6 14.2q4.4 6.6 8.8 0Z',
} as const

/** A face for a mark, told apart by the mouth and not by colour. */
export function RatingFace({ mark }: { mark: 1 | 2 | 3 | 4 | 5 }) {
  return (
    <svg class="face" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="9.6" />
      <path d="M9 10.5v.6M15 10.5v.6" class="eyes" />
      <path d={mouths[mark]} />
    </svg>
  )
}
