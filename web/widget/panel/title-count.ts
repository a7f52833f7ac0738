/** «(2) Title of the page», for sites that ask for it. Follows what the page itself does to its title. */
export function countInTitle(): { show(count: number): void } {
  let shown = ''
  return {
    show(count) {
      const bare = document.title.startsWith(shown) ? document.title.slice(shown.length) : document.title
      shown = count ? `(${count}) ` : ''
      if (document.title !== shown + bare) document.title = shown + bare
    },
  }
}
