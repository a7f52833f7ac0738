// Runs before the first paint, as a file because the page's CSP allows no inline script: theme and language are known before anything shows.
;(() => {
  const kept = (name) => {
    try {
      return localStorage.getItem(name)
    } catch {
      return null
    }
  }
  const theme = kept('otklik.theme')
  const isDark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light'
  const language = kept('otklik.language')
  if (language) document.documentElement.lang = language === 'zh' ? 'zh-CN' : language
})()
