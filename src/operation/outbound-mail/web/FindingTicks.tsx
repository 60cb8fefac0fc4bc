import { addressOf } from '../../../webkit/api.ts'
import { Tick } from '../../../webkit/form/fields.tsx'
import { usePhrases, useSay } from '../../../webkit/words/use-words.ts'
import { downloadAttachment, type MailView } from '../contract.ts'
import { mailAskWords } from './ask-words.ts'
import { mailPanelWords } from './gate-words.ts'
import type { Looking } from './use-looking.ts'
import { attachmentNumberOf, type ToLookAt } from './what-is-missing.ts'

export interface FindingTicksProps {
  readonly mail: MailView
  readonly looking: Looking
  readonly toLookAt: ToLookAt
}

/** What the machine found and a person may pass knowingly: each is read and ticked. */
export function FindingTicks({ mail, looking, toLookAt }: FindingTicksProps) {
  const t = usePhrases(mailAskWords)
  const say = useSay()
  const { findings } = mailPanelWords({ gate: '' })
  return (
    <fieldset className="sk-mail-ticks">
      <legend>{t.toTick}</legend>
      <p className="sk-mail-note">{t.toTickHint}</p>
      {toLookAt.findings.map(({ id, rule, facts }) => {
        const word = findings?.[rule]
        const number = attachmentNumberOf({ rule, facts })
        return (
          <div key={id} className="sk-mail-tick">
            <Tick
              label={word ? say(word, facts) : rule}
              isTicked={looking.ticked.has(id)}
              onChange={(isTicked) => looking.tick(id, isTicked)}
            />
            {number !== undefined && (
              <a href={addressOf(downloadAttachment, { mailId: mail.id, number })} download>
                {t.openAttachment(number)}
              </a>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}
