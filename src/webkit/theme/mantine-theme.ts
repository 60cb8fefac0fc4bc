import { type MantineColorsTuple, createTheme, type VariantColorsResolver } from '@mantine/core'

const indigo: MantineColorsTuple = [
  '#e9eff7', '#d2dfee', '#a9c2de', '#7c9fc9', '#567fb3', '#38649c', '#2b558b', '#23497b', '#1a3860', '#122944',
] // prettier-ignore

/** Buttons take their colours from the tokens alone: `ai` for actions, `shu` for what destroys or stops. */
const buttonColours: VariantColorsResolver = ({ color, variant }) => {
  const tone = color === 'shu' ? 'shu' : 'ai'
  if (variant === 'filled')
    return {
      background: `var(--sk-${tone}-fill)`,
      hover: `var(--sk-${tone}-fill-hover)`,
      color: `var(--sk-on-${tone}-fill)`,
      border: '1px solid transparent',
    }
  if (variant === 'default')
    return {
      background: 'var(--sk-sheet)',
      hover: 'var(--sk-hover)',
      color: tone === 'shu' ? 'var(--sk-shu)' : 'var(--sk-ink)',
      border: `1px solid var(--sk-${tone === 'shu' ? 'shu' : 'edge'})`,
    }
  return {
    background: 'transparent',
    hover: 'var(--sk-hover)',
    color: `var(--sk-${tone})`,
    border: '1px solid transparent',
  }
}

const FONT = "'Noto Sans JP Variable', 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif"

/** The component library in our clothes: our type, our colours, fields 44 px high so that a finger finds them. */
export const mantineTheme = createTheme({
  colors: { ai: indigo },
  primaryColor: 'ai',
  primaryShade: 7,
  fontFamily: FONT,
  headings: { fontFamily: FONT, fontWeight: '650' },
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '1rem', lg: '1.125rem', xl: '1.375rem' },
  lineHeights: { xs: '1.5', sm: '1.6', md: '1.7', lg: '1.7', xl: '1.5' },
  defaultRadius: '0.3125rem',
  cursorType: 'pointer',
  respectReducedMotion: true,
  variantColorResolver: buttonColours,
  components: {
    Button: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    Checkbox: { defaultProps: { size: 'md' } },
    Radio: { defaultProps: { size: 'md' } },
  },
})
