import { useState } from 'react'
import { addressOf, problemOf } from '../../../webkit/api.ts'
import { Button } from '../../../webkit/Button.tsx'
import { SelectField } from '../../../webkit/form/fields.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { ProblemNotice } from '../../../webkit/ProblemNotice.tsx'
import { useRead } from '../../../webkit/use-read.ts'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { printFileImage } from '../contract.ts'
import { type DataShape, type MADE_SLOTS, MOST_FREE, proposePrintFields } from '../making/contract.ts'
import { freeAreaAround, isFree } from './free-area.ts'
import { printFreeWords } from './free-words.ts'
import { addField, changePage, type Draft, draftOf, type Sample, withPages } from './made-draft.ts'
import { MadeFields } from './MadeFields.tsx'
import { printMakerWords } from './maker-words.ts'
import { Proposals } from './Proposals.tsx'
import { SamplePicture } from './SamplePicture.tsx'
import { SaveMade } from './SaveMade.tsx'

export interface MakerProps {
  readonly jobId: string
  readonly slot: (typeof MADE_SLOTS)[number]
  readonly sample: Sample
  readonly data: DataShape
}

/** The sample page by page: a click, its proposals, the fields of the page, and at the end the whole is saved. */
export function SpecificationMaker({ jobId, slot, sample, data }: MakerProps) {
  const t = usePhrases(printMakerWords)
  const free = usePhrases(printFreeWords)
  // Until something is changed it is what lies there, also when that is read again.
  const [changed, setMade] = useState<Draft>()
  const made = changed ?? draftOf(sample)
  const [at, setAt] = useState(0)
  const [word, setWord] = useState<number>()
  const [chosen, setChosen] = useState(0)
  const [isFreeing, setFreeing] = useState(false)
  // Whoever presses the next text does not wait for what is said of the one before.
  const proposed = useRead(
    proposePrintFields,
    { jobId, slot, data, pagesPerRecord: sample.pagesPerRecord, page: at, word: word ?? 0 },
    { topic: 'print-sample', enabled: word !== undefined },
  )
  const proposals = word === undefined || proposed.isPlaceholderData ? undefined : proposed.data?.proposals
  const nameOf = (page: number) =>
    sample.pagesPerRecord <= 2 ? (t.pages.names[page] ?? t.pages.nameOf(page + 1)) : t.pages.nameOf(page + 1)
  const draft = withPages(made, sample.pagesPerRecord, nameOf)
  const page = sample.pages[at]!
  const kind = at % sample.pagesPerRecord
  const pressed = word === undefined ? undefined : page.words[word]
  const area = pressed && freeAreaAround(sample, at, pressed.box)
  const { free: areas } = draft.pages[kind]!
  const mayNotFree =
    pressed && isFree(areas, pressed.box) ? free.already : areas.length >= MOST_FREE ? free.most(MOST_FREE) : undefined
  const close = () => {
    setWord(undefined)
    setFreeing(false)
  }
  const go = (next: number) => {
    close()
    setAt(next)
  }
  const click = (clicked: number) => {
    setWord(clicked)
    setChosen(0)
    setFreeing(false)
  }
  const proposal = proposals?.[chosen]
  const source = sample.source!
  return (
    <>
      <Section title={t.pages.title}>
        <div className="sk-print-making">
          <div className="sk-print-making-page">
            <h3>{t.pages.page(at + 1, kind + 1)}</h3>
            <p className="sk-print-note">{page.key === undefined ? t.pages.unknown : t.pages.of(page.key)}</p>
            <div className="sk-actions">
              {at > 0 && <Button onPress={() => go(at - 1)}>{t.pages.previous}</Button>}
              {at + 1 < sample.pages.length && <Button onPress={() => go(at + 1)}>{t.pages.next}</Button>}
            </div>
            <p className="sk-print-note">{t.pages.click}</p>
            <SamplePicture
              source={addressOf(printFileImage, { jobId, fileId: source.fileId, page: at + 1 })}
              alt={t.pages.image(at + 1)}
              failed={t.pages.noImage}
              page={page}
              clicked={word}
              found={isFreeing ? [] : (proposal?.found.filter((each) => each.page === at).map(({ box }) => box) ?? [])}
              fields={draft.pages[kind]?.fields ?? []}
              free={areas}
              freeing={isFreeing ? area : undefined}
              onClick={click}
            />
            <SelectField
              name="word"
              label={t.pages.words}
              value={word === undefined ? '' : String(word)}
              onChange={(value) => (value === '' ? close() : click(Number(value)))}
              choices={[
                { value: '', word: t.pages.choose },
                ...page.words.map(({ text }, i) => ({ value: String(i), word: text })),
              ]}
            />
          </div>
          <div className="sk-print-making-side">
            {word !== undefined && proposed.error && <ProblemNotice problem={problemOf(proposed.error)} />}
            {word !== undefined && pressed && area && (
              <Proposals
                text={pressed.text}
                proposals={proposals}
                isReading={proposed.isFetching}
                chosen={chosen}
                onChoose={setChosen}
                page={draft.pages[kind]}
                mayMark={sample.marks[kind]?.includes(pressed.text) ?? false}
                isFreeing={isFreeing}
                mayNotFree={mayNotFree}
                onFreeing={setFreeing}
                onFree={(reason) => {
                  setMade(changePage(draft, kind, { blank: false, free: [...areas, { area, reason }] }))
                  close()
                }}
                onAdd={(field) => {
                  setMade(addField(draft, kind, field))
                  close()
                }}
                onMark={(text) => {
                  const { marks = [] } = draft.pages[kind] ?? {}
                  setMade(changePage(draft, kind, { blank: false, marks: [...new Set([...marks, text])] }))
                  close()
                }}
                onClose={close}
              />
            )}
            <MadeFields
              key={kind}
              page={draft.pages[kind]!}
              paper={page}
              onChange={(change) => setMade(changePage(draft, kind, change))}
            />
          </div>
        </div>
      </Section>
      <SaveMade jobId={jobId} slot={slot} data={data} draft={draft} onChange={setMade} />
    </>
  )
}
