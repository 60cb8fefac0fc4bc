/**
 * Every colour of the product, once, in light and dark. The names are what a colour means, not what it looks like:
 * 墨 for text, 藍 for actions and links, 朱 only for what is stopped or destroys, 松 for passed, 山吹 for waiting and due,
 * on a ground of washi-white. A test computes the contrast of each pair of `TEXT_PAIRS` and `MARK_PAIRS`.
 */
export interface Tokens {
  /** The page itself. */
  readonly ground: string
  /** Sheets that lie on the page: tables, forms, panels. */
  readonly sheet: string
  /** Sunken places: heads of tables, quoted text. */
  readonly sunk: string
  /** Under the pointer, and the row that is open. */
  readonly hover: string
  /** A thin line between things that belong together. */
  readonly line: string
  /** The border of what one can type into or press. */
  readonly edge: string
  readonly ink: string
  readonly inkSoft: string
  readonly ai: string
  readonly aiSoft: string
  /** A filled button of the main action, and the words on it. */
  readonly aiFill: string
  readonly aiFillHover: string
  readonly onAiFill: string
  readonly shu: string
  readonly shuSoft: string
  readonly shuFill: string
  readonly shuFillHover: string
  readonly onShuFill: string
  readonly matsu: string
  readonly matsuSoft: string
  readonly matsuFill: string
  readonly onMatsuFill: string
  readonly yamabuki: string
  readonly yamabukiSoft: string
  readonly yamabukiFill: string
  readonly onYamabukiFill: string
  readonly focus: string
  readonly shade: string
}

export const light: Tokens = {
  ground: '#faf8f3',
  sheet: '#ffffff',
  sunk: '#f3f0e8',
  hover: '#f5f2ea',
  line: '#e0dbce',
  edge: '#8a8373',
  ink: '#24221e',
  inkSoft: '#5b564b',
  ai: '#23497b',
  aiSoft: '#e9eff7',
  aiFill: '#23497b',
  aiFillHover: '#1a3860',
  onAiFill: '#ffffff',
  shu: '#ab2f1a',
  shuSoft: '#fcece7',
  shuFill: '#b5341d',
  shuFillHover: '#962814',
  onShuFill: '#ffffff',
  matsu: '#2a5f43',
  matsuSoft: '#e8f1ea',
  matsuFill: '#2f6b4b',
  onMatsuFill: '#ffffff',
  yamabuki: '#7a5100',
  yamabukiSoft: '#fdf3da',
  yamabukiFill: '#f0b429',
  onYamabukiFill: '#2c2003',
  focus: '#2f68b4',
  shade: 'rgb(60 50 30 / 0.08)',
}

export const dark: Tokens = {
  ground: '#16181b',
  sheet: '#1d2024',
  sunk: '#25292e',
  hover: '#272b31',
  line: '#363b42',
  edge: '#868d97',
  ink: '#ece9e2',
  inkSoft: '#b6b2a8',
  ai: '#a3c5ef',
  aiSoft: '#1f2c3f',
  aiFill: '#a3c5ef',
  aiFillHover: '#bcd5f4',
  onAiFill: '#10213a',
  shu: '#ff9f89',
  shuSoft: '#3b211b',
  shuFill: '#ff9f89',
  shuFillHover: '#ffb5a3',
  onShuFill: '#3a0f06',
  matsu: '#93cfaa',
  matsuSoft: '#1c3026',
  matsuFill: '#93cfaa',
  onMatsuFill: '#0c2717',
  yamabuki: '#f1c65c',
  yamabukiSoft: '#352b13',
  yamabukiFill: '#f1c65c',
  onYamabukiFill: '#2c2003',
  focus: '#8fbcf2',
  shade: 'rgb(0 0 0 / 0.4)',
}

type Pair = readonly [text: keyof Tokens, ground: keyof Tokens]

/** Words on a ground: 4.5:1 at least (WCAG 2.2, 1.4.3). */
export const TEXT_PAIRS: readonly Pair[] = [
  ...(['ink', 'inkSoft', 'ai', 'shu', 'matsu', 'yamabuki'] as const).flatMap((text) =>
    (['ground', 'sheet', 'sunk', 'hover'] as const).map((ground): Pair => [text, ground]),
  ),
  ...(['ink', 'inkSoft'] as const).flatMap((text) =>
    (['aiSoft', 'shuSoft', 'matsuSoft', 'yamabukiSoft'] as const).map((ground): Pair => [text, ground]),
  ),
  ['ai', 'aiSoft'],
  ['shu', 'shuSoft'],
  ['matsu', 'matsuSoft'],
  ['yamabuki', 'yamabukiSoft'],
  ['onAiFill', 'aiFill'],
  ['onAiFill', 'aiFillHover'],
  ['onShuFill', 'shuFill'],
  ['onShuFill', 'shuFillHover'],
  ['onMatsuFill', 'matsuFill'],
  ['onYamabukiFill', 'yamabukiFill'],
]

/** Borders of controls and the mark of the keyboard's place: 3:1 at least (WCAG 2.2, 1.4.11). */
export const MARK_PAIRS: readonly Pair[] = (['edge', 'focus', 'ai', 'shu', 'matsu', 'yamabuki'] as const).flatMap(
  (mark) => (['ground', 'sheet', 'sunk'] as const).map((ground): Pair => [mark, ground]),
)
