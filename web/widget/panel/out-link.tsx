import type { ComponentChildren } from 'preact'

export type OutLinkProps = { href: string; class?: string; title?: string; 'aria-label'?: string; children: ComponentChildren }

/** Every way out of the panel: beside the page, which the customer does not lose, and without a word about it. */
export function OutLink(props: OutLinkProps) {
  return <a {...props} target="_blank" rel="noopener noreferrer" />
}
