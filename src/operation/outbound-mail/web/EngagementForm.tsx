import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { ChoiceField, LongTextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Facts, Section } from '../../../webkit/Page.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { type EngagementChoice, type MailView, nameEngagement } from '../contract.ts'
import { mailDecisionWords } from './decision-words.ts'

const GENERAL = 'general'

export interface EngagementPartProps {
  readonly mail: MailView
  readonly onNamed: () => void
}

/** For which engagement and purpose the mail is. Its author may name another; everybody else reads it. */
export function EngagementPart({ mail, onNamed }: EngagementPartProps) {
  const t = usePhrases(mailDecisionWords)
  const [isChanging, setChanging] = useState(false)
  const mayName = mail.standing === 'author' && mail.custody === 'held' && mail.panel !== undefined
  const isNamed = mail.mailClass !== 'undetermined'
  if (!isNamed && !mayName) return null
  return (
    <Section title={t.engagementTitle}>
      {isNamed && (
        <Facts
          of={[
            [t.engagement, mail.engagement?.name ?? t.general],
            [t.purpose, mail.purpose ?? '—'],
          ]}
        />
      )}
      {mayName &&
        ((isNamed || mail.choices.length === 0) && !isChanging ? (
          <>
            {mail.choices.length === 0 && <p>{t.noChoices}</p>}
            <div>
              <Button onPress={() => setChanging(true)}>{isNamed ? t.change : t.asGeneral}</Button>
            </div>
          </>
        ) : (
          <EngagementForm
            mail={mail}
            onNamed={() => {
              setChanging(false)
              onNamed()
            }}
          />
        ))}
    </Section>
  )
}

function EngagementForm({ mail, onNamed }: EngagementPartProps) {
  const t = usePhrases(mailDecisionWords)
  const name = useAct(nameEngagement, { topics: ['outbound-mail'] })
  const [chosen, setChosen] = useState(mail.mailClass === 'general_business' ? GENERAL : (mail.engagement?.id ?? ''))
  const [purpose, setPurpose] = useState(mail.purpose ?? '')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const choose = (value: string) => {
    setChosen(value)
    const before = mail.choices.find(({ engagementId }) => engagementId === chosen)
    const after = mail.choices.find(({ engagementId }) => engagementId === value)
    // The purpose of the engagement is offered; what somebody wrote is kept.
    if (purpose.trim() === '' || purpose === before?.purpose) setPurpose(after?.purpose ?? '')
  }
  const submit = async () => {
    const wrong = {
      ...(chosen === '' && { engagementId: t.engagementMissing }),
      ...(purpose.trim() === '' && { purpose: t.purposeMissing }),
    }
    setErrors(wrong)
    if (Object.keys(wrong).length > 0) return
    const named = await name.run({
      mailId: mail.id,
      revisionHash: mail.panel!.revisionHash,
      purpose,
      ...(chosen !== GENERAL && { engagementId: chosen }),
    })
    if (named) onNamed()
  }
  return (
    <Form onSubmit={submit} problem={name.problem} errors={errors} label={t.engagementTitle}>
      <ChoiceField
        name="engagementId"
        label={t.engagement}
        hint={<p className="sk-mail-note">{t.generalHint}</p>}
        value={chosen}
        onChange={choose}
        choices={[
          ...mail.choices.map((choice) => ({ value: choice.engagementId, word: choiceText(choice, t) })),
          { value: GENERAL, word: t.general },
        ]}
      />
      <LongTextField
        name="purpose"
        label={t.purpose}
        hint={t.purposeHint}
        value={purpose}
        onChange={setPurpose}
        rows={2}
        maxLength={500}
      />
      <p className="sk-mail-note">{t.changeWarning}</p>
      <div className="sk-actions">
        <Button type="submit" isBusy={name.isBusy}>
          {t.name}
        </Button>
      </div>
    </Form>
  )
}

/** The engagement with the reason why it explains the recipients, or why not. */
function choiceText({ name, isExplained, misfits }: EngagementChoice, t: typeof mailDecisionWords.ja): string {
  const reasons = misfits.map(({ domain, count, isOtherClient }) =>
    isOtherClient ? t.misfitClient(domain, count) : t.misfit(domain, count),
  )
  return `${name} — ${isExplained ? t.fits : reasons.join(t.between)}`
}
