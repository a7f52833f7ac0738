const mouths = {
  1: 'M8 17.2c1-1.9 2.4-2.8 4-2.8s3 .9 4 2.8',
  2: 'M8.4 16.4c1-1 2.2-1.5 3.6-1.5s2.6.5 3.6 1.5',
  3: 'M8.5 15.8h7',
  4: 'M8.4 14.9c1 1.1 2.2 1.6 3.6 1.6s2.6-.5 3.6-1.6',
  5: 'M7.6 14.2c.9 2.2 2.4 3.3 4.4 3.3s3.5-1.1 4.4-3.3Z',
} as const

const brows = { 1: 'M7.2 8l2.2 1M16.8 8l-2.2 1', 2: '', 3: '', 4: '', 5: '' } as const

/** A face for a mark, told apart by the mouth and not by colour. */
export function RatingFace({ mark }: { mark: 1 | 2 | 3 | 4 | 5 }) {
  return (
    <svg class="face" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="9.6" />
      <path d={`M9 ${mark === 1 ? 11 : 10}v.6M15 ${mark === 1 ? 11 : 10}v.6`} class="eyes" />
      <path d={`${mouths[mark]}${brows[mark]}`} />
    </svg>
  )
}
