import { say } from '../base/fill.ts'
import type { RefusalCode } from '../base/refusal.ts'
import type { Language } from '../base/words.ts'
import type { Problem } from './api.ts'
import type { Words } from './words/ja.ts'
import { refusalWords } from './words/refusals.ts'

/** What a problem says: what happened, why, what to do. A code that this page does not know yet asks to reload. */
export function problemText(problem: Problem, words: Words, language: Language): { title: string; text: string } {
  if (problem.kind === 'offline') return { title: words.problem.offlineTitle, text: words.problem.offline }
  if (problem.kind === 'fault') return { title: words.problem.faultTitle, text: words.problem.fault }
  const word = Object.hasOwn(refusalWords, problem.code) ? refusalWords[problem.code as RefusalCode] : undefined
  return { title: words.problem.title, text: word ? say(word, language, problem.facts) : words.problem.unknown }
}
