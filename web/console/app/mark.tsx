/** The product's sign. */
export const Mark = ({ className }: { className?: string }) => (
  <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
    <rect width="32" height="32" rx="8" className="fill-accent" />
    <path
      d="M9 11.5A2.500 2.500 0 0 1 11.500 9h9A2.500 2.500 0 0 1 23 11.500v6a2.500 2.500 0 0 1-2.500 2.500H15l-4.500 4v-4A2.500 2.500 0 0 1 9 17.500z"
      fill="none"
      className="stroke-on-accent"
      strokeWidth="2"
      strokeLinejoin="round"
    />
    <path
      d="m13 14.500 2.200 2.200 4.300-4.200"
      fill="none"
      className="stroke-on-accent"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
)
