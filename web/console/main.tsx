import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { Tooltip } from 'radix-ui'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Announcer } from './app/announce'
import { createQueryClient } from './app/query-client'
import { makeRouter } from './app/router'
import { startI18n } from './i18n/i18n'
import { startShortcuts } from './shortcuts/dispatch'
import { startTheme } from './theme/theme'
import './theme/theme.css'
import { Toasts } from './ui/toasts'

async function start(): Promise<void> {
  startTheme()
  startShortcuts()
  await startI18n()
  const client = createQueryClient(() => {
    if (router.state.location.pathname === '/sign-in') return
    client.removeQueries()
    void router.navigate({ to: '/sign-in', search: { next: router.state.location.href } })
  })
  const router = makeRouter(client)
  const place = document.getElementById('root')
  if (!place) throw new Error('index.html has no element #root')
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <Tooltip.Provider delayDuration={400} skipDelayDuration={200}>
          <RouterProvider router={router} />
          <Toasts />
          <Announcer />
        </Tooltip.Provider>
      </QueryClientProvider>
    </StrictMode>,
  )
}

void start()
