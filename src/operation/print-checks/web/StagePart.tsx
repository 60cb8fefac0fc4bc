import { GatePanel } from '../../../webkit/gate-panel/GatePanel.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { ClientSignOffs } from './ClientSignOffs.tsx'
import { DecideChecks } from './DecideChecks.tsx'
import { printPanelWords } from './gate-words.ts'
import { HandOver } from './HandOver.tsx'
import { Hearing } from './Hearing.tsx'
import { Lot } from './Lot.tsx'
import { Meeting } from './Meeting.tsx'
import { Runs } from './Runs.tsx'
import { FreeAreasPart, SettingsPart } from './SettingsPart.tsx'
import type { StageProps } from './stage-props.ts'
import { Slots } from './Slots.tsx'
import { printStepWords } from './step-words.ts'

/** One stage: what I decide, its gate, its files, what the machine found, and what belongs to it alone. */
export function StagePart({ job, stage }: StageProps) {
  // The client sees how far it is, and the proof: what the others found and asked is not handed to them.
  const isClient = job.reader === 'client'
  const t = usePhrases(printStepWords)
  if (job.isOnlooker)
    return (
      <div className="sk-print-stage">
        <GatePanel panel={stage.panel} words={printPanelWords(stage.panel)} isToldAbove />
        <p className="sk-print-nothing">{t.onlooker}</p>
      </div>
    )
  return (
    <div className="sk-print-stage">
      <DecideChecks key={stage.panel.revisionHash} job={job} stage={stage} />
      <GatePanel panel={stage.panel} words={printPanelWords(stage.panel)} isToldAbove />
      <Slots job={job} stage={stage} />
      {!isClient && <Runs job={job} stage={stage} />}
      {!isClient && stage.stage === 'settings' && <SettingsPart job={job} />}
      {!isClient && stage.stage === 'settings' && <Meeting job={job} stage={stage} />}
      {stage.stage === 'settings' && <FreeAreasPart job={job} />}
      {stage.stage === 'proof' && job.mustClientSignOff && <ClientSignOffs job={job} />}
      {!isClient && stage.stage === 'production' && <Hearing job={job} stage={stage} />}
      {!isClient && stage.stage === 'delivery' && <Lot job={job} stage={stage} />}
      {stage.stage === 'delivery' && <HandOver job={job} stage={stage} />}
    </div>
  )
}
