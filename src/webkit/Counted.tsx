import { useLanguage } from './appearance.ts'
import { formatSize } from './format-size.ts'

/** The size of a file, readable; the exact count of bytes stands in its title. */
export function FileSize({ byteCount }: { readonly byteCount: number }) {
  const language = useLanguage()
  return <data value={byteCount}>{formatSize(byteCount, language)}</data>
}

/** A number with its separators and, in Japanese, its counter: 4,000件. */
export function Counted({ count, unit = '' }: { readonly count: number; readonly unit?: string }) {
  const language = useLanguage()
  return (
    <data value={count} className="sk-counted">
      {count.toLocaleString(language === 'ja' ? 'ja-JP' : 'en')}
      {language === 'ja' ? unit : unit && ` ${unit}`}
    </data>
  )
}
