import { ChoiceField } from '../../../webkit/form/fields.tsx'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { chooseNoticeLanguage, readNoticeLanguage } from '../contract.ts'
import { inboxWords } from './words.ts'

/** In which language one's mails are written; chosen at once, without a button. */
export function MailLanguageChoice() {
  const t = usePhrases(inboxWords)
  const language = useRead(readNoticeLanguage, {}, { topic: 'notices' })
  const choose = useAct(chooseNoticeLanguage, { topics: ['notices'] })
  if (!language.data) return <Waiting on={language} />
  return (
    <>
      {choose.problem && <ProblemNotice problem={choose.problem} />}
      <ChoiceField
        name="language"
        label={t.mailLanguage}
        hint={t.mailLanguageHint}
        value={language.data.language}
        onChange={(value) => void choose.run({ language: value === 'en' ? 'en' : 'ja' })}
        choices={[
          { value: 'ja', word: t.japanese },
          { value: 'en', word: t.english },
        ]}
      />
    </>
  )
}
