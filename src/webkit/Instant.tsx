import { jstDay } from '../base/clock.ts'
import { formatDay, formatInstant } from '../base/format-day.ts'
import { eraText } from '../base/japanese-era.ts'
import { useLanguage } from './appearance.ts'

/** A moment, by the clock in Japan: 2026年11月23日(月) 14:05. */
export function Instant({ at }: { readonly at: string }) {
  return <time dateTime={at}>{formatInstant(new Date(at), useLanguage())}</time>
}

/** A calendar day: 2026年11月23日(月); with 和暦 where a form asks for it. */
export function Day({ on, withEra = false }: { readonly on: string; readonly withEra?: boolean }) {
  const language = useLanguage()
  const era = withEra ? eraText(on)?.replace(/年.*$/, '年') : undefined
  return (
    <time dateTime={on}>
      {formatDay(on, language)}
      {era && ` ${era}`}
    </time>
  )
}

/** The day of a moment, where the hour does not matter. */
export const DayOf = ({ at }: { readonly at: string }) => <Day on={jstDay(new Date(at))} />
