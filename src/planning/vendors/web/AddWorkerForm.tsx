import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { addWorker } from '../contract.ts'
import { vendorsChangeWords } from './change-words.ts'
import { PersonChoice } from './PersonChoice.tsx'
import { useTypedWorker, WorkerFields } from './WorkerFields.tsx'

/** Puts one registered person on the roster by hand. */
export function AddWorkerForm({ engagementId }: { readonly engagementId: string }) {
  const t = usePhrases(vendorsChangeWords)
  const add = useAct(addWorker, { topics: ['vendors'] })
  const [isOpen, setOpen] = useState(false)
  const worker = useTypedWorker()
  const submit = async () => {
    const days = worker.read()
    if (!days) return
    const { personId, job } = worker.typed
    if (await add.run({ engagementId, personId, job, ...days })) {
      worker.forget()
      setOpen(false)
    }
  }
  if (!isOpen) {
    return (
      <div className="sk-actions">
        <Button onPress={() => setOpen(true)}>{t.addWorker}</Button>
      </div>
    )
  }
  return (
    <Form onSubmit={submit} problem={add.problem} errors={worker.errors} label={t.addWorker}>
      <h3>{t.addWorker}</h3>
      <p>{t.addWorkerLead}</p>
      <PersonChoice {...worker.field('personId')} label={t.worker} />
      <WorkerFields of={worker} />
      <div className="sk-actions">
        <Button tone="main" type="submit" isBusy={add.isBusy}>
          {t.addNow}
        </Button>
        <Button onPress={() => setOpen(false)}>{t.cancel}</Button>
      </div>
    </Form>
  )
}
