import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { applyAppearance } from '../../webkit/appearance.ts'
import { giveNonceToScrollLock } from '../../webkit/theme/style-nonce.ts'
import { ThemeProvider } from '../../webkit/theme/ThemeProvider.tsx'
import { openQueries } from './queries.ts'
import { openRouter } from './router.tsx'

// The page's policy forbids compiling code from text, which the validator would try for speed.
z.config({ jitless: true })
giveNonceToScrollLock()
applyAppearance()

const queries = openQueries()
const router = openRouter()

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <ThemeProvider>
        <RouterProvider router={router} />
      </ThemeProvider>
    </QueryClientProvider>
  </StrictMode>,
)
