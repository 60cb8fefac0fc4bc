import { ReasonForm } from '../../../webkit/form/ReasonForm.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { redrawSample } from '../contract.ts'
import { printLotWords } from './lot-words.ts'

/** 引き直し: while nobody has opened an item, the sample can be drawn anew, and why stays on record. */
export function RedrawForm({ jobId }: { readonly jobId: string }) {
  const t = usePhrases(printLotWords).redraw
  const redraw = useAct(redrawSample, { topics: ['print-checks'] })
  return (
    <details className="sk-print-plan">
      <summary>{t.title}</summary>
      <ReasonForm
        name="redraw"
        words={t}
        act={redraw}
        onSend={(reason) => redraw.run({ jobId, reason })}
        maxLength={1000}
      >
        <p>{t.lead}</p>
      </ReasonForm>
    </details>
  )
}
