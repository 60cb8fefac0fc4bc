import type { Language } from '../../base/words.ts'
import { say } from './ledger-words.ts'
import { CannotDo } from './print-surroundings.ts'
import { printCommandWords, PRINT_USAGE } from './print-words.ts'

interface Asked {
  readonly option: string
  readonly language: Language
}

/** @throws CannotDo which option takes a number from where to where */
export function numberIn(value: string, from: number, to: number, { option, language }: Asked): number {
  const number = value.trim() === '' ? Number.NaN : Number(value)
  if (!Number.isInteger(number) || number < from || number > to)
    throw new CannotDo(say(printCommandWords.wrongNumber, language, { option, value, from, to }))
  return number
}

/** A share such as 0.05, neither none nor all. @throws CannotDo */
export function shareIn(value: string, { option, language }: Asked): number {
  const share = Number(value)
  if (!(share > 0 && share < 1)) throw new CannotDo(say(printCommandWords.wrongShare, language, { option, value }))
  return share
}

/** @throws CannotDo which values the option takes */
export function oneOf<V extends string | number>(value: string, choices: readonly V[], { option, language }: Asked): V {
  const found = choices.find((each) => String(each) === value || each === Number(value))
  if (found === undefined) {
    const facts = { option, value, choices: choices.join(language === 'ja' ? '、' : ', ') }
    throw new CannotDo(say(printCommandWords.wrongChoice, language, facts))
  }
  return found
}

/** @throws CannotDo what to give, and how the command is used */
export function given(value: string | undefined, { option, language }: Asked): string {
  if (value === undefined) throw new CannotDo(missingOption({ option, language }))
  return value
}

export const missingOption = ({ option, language }: Asked): string =>
  `${say(printCommandWords.missingOption, language, { option })}\n\n${PRINT_USAGE}`

/** What Node's `parseArgs` did not take, in words. */
export function unreadOption({ code = '', message = '' }: { code?: string; message?: string }, language: Language) {
  const w = printCommandWords
  const option = /'([^' ]+)/.exec(message)?.[1]
  const word =
    code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION'
      ? w.unknownOption
      : code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL'
        ? w.unexpectedWord
        : w.noValue
  return `${option === undefined ? message : say(word, language, { option })}\n\n${PRINT_USAGE}`
}
