import { StatusWord, type StatusTone } from '../../../webkit/StatusWord.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import type { MailLine } from '../contract.ts'
import { custodyWords, glassMarkWords } from '../words.ts'
import { mailListWords } from './list-words.ts'
import { STAGE_TONES, stageOf } from './mail-stage.ts'

const CUSTODY_TONES: Partial<Record<MailLine['custody'], StatusTone>> = { releasing: 'passed', released: 'passed' }

/** The state of a listed mail, as word and mark. */
export function MailStageWord({ line }: { readonly line: MailLine }) {
  const t = usePhrases(mailListWords)
  const say = useSay()
  const stage = stageOf(line)
  const place = stage ? (
    <StatusWord tone={STAGE_TONES[stage]} word={t.stages[stage]} />
  ) : (
    <StatusWord tone={CUSTODY_TONES[line.custody] ?? 'plain'} word={say(custodyWords[line.custody])} />
  )
  if (!line.glass) return place
  return (
    <>
      {place} <StatusWord tone="stopped" word={say(glassMarkWords[line.glass])} />
    </>
  )
}
