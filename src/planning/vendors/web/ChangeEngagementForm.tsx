import { Button } from '../../../webkit/Button.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { changeEngagement } from '../contract.ts'
import { vendorsChangeWords } from './change-words.ts'
import { EngagementFields, useTypedEngagement } from './EngagementFields.tsx'
import type { Engagement } from './shown-engagement.ts'

interface ChangeEngagementProps {
  readonly engagement: Engagement
  readonly onClose: () => void
}

/** Changes what an engagement is: name, purpose, data, period, who is in charge. */
export function ChangeEngagementForm({ engagement, onClose }: ChangeEngagementProps) {
  const t = usePhrases(vendorsChangeWords)
  const change = useAct(changeEngagement, { topics: ['vendors'] })
  const { name, purpose, ownerUnitId, ownerUnitName, responsiblePersonId, responsibleName } = engagement
  const fromOn = engagement.fromOn.replaceAll('-', '/')
  const untilOn = engagement.untilOn?.replaceAll('-', '/') ?? ''
  const typed = useTypedEngagement(
    { name, purpose, fromOn, untilOn, ownerUnitId, responsiblePersonId },
    engagement.dataClasses,
  )
  const submit = async () => {
    const changed = typed.read()
    if (!changed) return
    if (await change.run({ engagementId: engagement.id, version: engagement.version, ...changed })) onClose()
  }
  return (
    <Form onSubmit={submit} problem={change.problem} errors={typed.errors} label={t.engagementChange}>
      <EngagementFields
        of={typed}
        untilHint={t.periodHint}
        known={{
          unit: { id: ownerUnitId, name: ownerUnitName },
          person: { id: responsiblePersonId, name: responsibleName },
        }}
      />
      <div className="sk-actions">
        <Button tone="main" type="submit" isBusy={change.isBusy}>
          {t.save}
        </Button>
        <Button onPress={onClose}>{t.cancel}</Button>
      </div>
    </Form>
  )
}
