import { MantineProvider } from '@mantine/core'
import { type ReactNode, useSyncExternalStore } from 'react'
import { useAppearance } from '../appearance.ts'
import { cssVariables } from './css-variables.ts'
import { mantineTheme } from './mantine-theme.ts'
import { styleNonce } from './style-nonce.ts'
import './style-sheets.ts'

const systemIsDark = () => window.matchMedia('(prefers-color-scheme: dark)')

function onSystemChange(listener: () => void): () => void {
  const media = systemIsDark()
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}

/** Dresses everything below it: colours, type, and the nonce without which the browser refuses styles made at run time. */
export function ThemeProvider(props: { readonly children: ReactNode }) {
  const { colours } = useAppearance()
  const isSystemDark = useSyncExternalStore(onSystemChange, () => systemIsDark().matches)
  const scheme = colours === 'system' ? (isSystemDark ? 'dark' : 'light') : colours
  return (
    <MantineProvider
      theme={mantineTheme}
      cssVariablesResolver={cssVariables}
      getStyleNonce={styleNonce}
      forceColorScheme={scheme}
    >
      {props.children}
    </MantineProvider>
  )
}
