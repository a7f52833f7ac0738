import { useEffect, useRef } from 'react'
import { addHandler } from './dispatch'
import type { ShortcutId } from './registry'

/** While mounted and enabled, this is what the shortcut does; the palette offers it too. */
export function useShortcut(id: ShortcutId, handler: () => void, isEnabled = true): void {
  const latest = useRef(handler)
  latest.current = handler
  useEffect(() => (isEnabled ? addHandler(id, () => latest.current()) : undefined), [id, isEnabled])
}
