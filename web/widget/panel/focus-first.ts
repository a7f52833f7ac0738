/** The field, except where it would bring a keyboard up over what there is to read; then the heading. */
export function focusFirst(dialog: HTMLElement | null): void {
  const selector = matchMedia('(pointer: coarse)').matches ? 'h2' : 'textarea, .ended button'
  dialog?.querySelector<HTMLElement>(selector)?.focus()
}

/** For a button that goes away by being pressed: its focus must not fall out of the panel. */
export function passFocusOn(event: Event): void {
  const button = event.currentTarget
  const dialog = button instanceof HTMLElement ? button.closest('dialog') : null
  requestAnimationFrame(() => focusFirst(dialog))
}
