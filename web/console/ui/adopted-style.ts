import { useEffect } from 'react'

/**
 * Stands in for the package `react-style-singleton` (the scroll lock of Radix dialogs): the same promises, but through a constructed sheet,
 * which a strict `style-src 'self'` allows, instead of a <style> element, which it does not.
 */
export function stylesheetSingleton(): { add: (css: string) => void; remove: () => void } {
  let count = 0
  let sheet: CSSStyleSheet | null = null
  return {
    add(css) {
      count += 1
      if (sheet) return
      sheet = new CSSStyleSheet()
      sheet.replaceSync(css)
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    },
    remove() {
      count -= 1
      if (count > 0 || !sheet) return
      const gone = sheet
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== gone)
      sheet = null
    },
  }
}

export function styleHookSingleton(): (styles: string, isDynamic?: boolean) => void {
  const sheet = stylesheetSingleton()
  return (styles, isDynamic) => {
    // biome-ignore lint/correctness/useExhaustiveDependencies: as in the package, only a dynamic style is written again
    useEffect(() => {
      sheet.add(styles)
      return () => sheet.remove()
    }, [styles && isDynamic])
  }
}

export function styleSingleton(): (props: { styles: string; dynamic?: boolean }) => null {
  const useStyle = styleHookSingleton()
  // biome-ignore lint/correctness/noComponentHookFactories: this is the package's own shape
  return function Sheet({ styles, dynamic }) {
    useStyle(styles, dynamic)
    return null
  }
}
