import { useEffect, useRef } from 'react'
import type { OutputOf } from '../../../base/endpoint.ts'
import { Button } from '../../../webkit/Button.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { todayInJapan } from '../../../webkit/today.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { changeRosterEntry, type listRoster } from '../contract.ts'
import { vendorsChangeWords } from './change-words.ts'
import { useTypedWorker, WorkerFields } from './WorkerFields.tsx'

export type Worker = OutputOf<typeof listRoster>['items'][number]

/** Changes what the roster says of one worker, from a day on. What it said until then stays. */
export function ChangeWorkerForm({ worker, onClose }: { readonly worker: Worker; readonly onClose: () => void }) {
  const t = usePhrases(vendorsChangeWords)
  const change = useAct(changeRosterEntry, { topics: ['vendors'] })
  const head = useRef<HTMLHeadingElement>(null)
  const hasBegun = worker.state !== 'not_yet'
  const typed = useTypedWorker({
    personId: worker.personId,
    job: worker.job,
    fromOn: hasBegun ? todayInJapan() : worker.fromOn,
    untilOn: worker.untilOn ?? '',
    pledgedOn: worker.pledgedOn ?? '',
    trainedOn: worker.trainedOn ?? '',
  })
  // The button that opened it stands further down, in the list.
  useEffect(() => head.current?.focus(), [])
  const submit = async () => {
    const days = typed.read()
    if (!days) return
    const { id: rosterEntryId, version } = worker
    if (await change.run({ rosterEntryId, version, job: typed.typed.job, ...days })) onClose()
  }
  return (
    <Form onSubmit={submit} problem={change.problem} errors={typed.errors} label={t.changeWorkerOf(worker.name)}>
      <h3 ref={head} tabIndex={-1}>
        {t.changeWorkerOf(worker.name)}
      </h3>
      <p>{hasBegun ? t.changeWorkerLead : t.changeWorkerLaterLead}</p>
      <WorkerFields of={typed} {...(hasBegun && { fromLabel: t.changedFrom, fromHint: t.changedFromHint })} />
      <div className="sk-actions">
        <Button tone="main" type="submit" isBusy={change.isBusy}>
          {t.save}
        </Button>
        <Button onPress={onClose}>{t.cancel}</Button>
      </div>
    </Form>
  )
}
