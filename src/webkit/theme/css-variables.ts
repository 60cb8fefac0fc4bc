import type { CSSVariablesResolver } from '@mantine/core'
import { dark, light, type Tokens } from './tokens.ts'

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** `--sk-ink-soft` and so on: the names under which style sheets know the tokens. */
function ownVariables(tokens: Tokens): Record<string, string> {
  return Object.fromEntries(Object.entries(tokens).map(([name, value]) => [`--sk-${kebab(name)}`, value]))
}

/** The names under which the component library asks for the same colours. */
function libraryVariables(tokens: Tokens): Record<string, string> {
  return {
    '--mantine-color-body': tokens.ground,
    '--mantine-color-text': tokens.ink,
    '--mantine-color-bright': tokens.ink,
    '--mantine-color-dimmed': tokens.inkSoft,
    '--mantine-color-placeholder': tokens.inkSoft,
    '--mantine-color-error': tokens.shu,
    '--mantine-color-anchor': tokens.ai,
    '--mantine-color-default': tokens.sheet,
    '--mantine-color-default-hover': tokens.hover,
    '--mantine-color-default-color': tokens.ink,
    '--mantine-color-default-border': tokens.edge,
    '--mantine-color-disabled': tokens.sunk,
    '--mantine-color-disabled-color': tokens.inkSoft,
    '--mantine-color-disabled-border': tokens.line,
    '--mantine-primary-color-filled': tokens.aiFill,
    '--mantine-primary-color-filled-hover': tokens.aiFillHover,
    '--mantine-primary-color-contrast': tokens.onAiFill,
    '--mantine-primary-color-light': tokens.aiSoft,
    '--mantine-primary-color-light-color': tokens.ai,
  }
}

/** Puts the tokens into the page, for both colour schemes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...ownVariables(light), ...libraryVariables(light) },
  dark: { ...ownVariables(dark), ...libraryVariables(dark) },
})
