import { useState } from 'react'
import { ImportSteps } from '../../sheets/web/ImportSteps.tsx'
import { Tick } from '../../../webkit/form/fields.tsx'
import { Page } from '../../../webkit/Page.tsx'
import { useAct } from '../../../webkit/use-act.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { applyPeopleImport, previewPeopleImport } from '../contract.ts'
import { peopleImportErrorWords } from '../words.ts'
import { peopleScreenWords } from './words.ts'

/** Imports the personnel list: units, people, their roles and addresses. */
export function ImportPeoplePage() {
  const t = usePhrases(peopleScreenWords)
  const preview = useAct(previewPeopleImport)
  const apply = useAct(applyPeopleImport, { topics: ['people'] })
  const [mayAddUnits, setMayAddUnits] = useState(true)
  return (
    <Page title={t.import} lead={t.importLead}>
      <Tick label={t.mayAddUnits} isTicked={mayAddUnits} onChange={setMayAddUnits} />
      <ImportSteps
        // What was looked at under one rule must not be imported under the other.
        key={String(mayAddUnits)}
        preview={(file, mapping) => preview.run({ mayAddUnits, ...(mapping && { mapping }) }, file)}
        apply={(file, looked) =>
          apply.run({ mayAddUnits, mapping: looked.mapping, previewedHash: looked.fileHash }, file)
        }
        isBusy={preview.isBusy || apply.isBusy}
        problem={apply.problem ?? preview.problem}
        words={peopleImportErrorWords}
      />
    </Page>
  )
}
