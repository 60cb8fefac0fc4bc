import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { Empty } from '../../../webkit/Empty.tsx'
import { SelectField, TextField } from '../../../webkit/form/fields.tsx'
import { FilesField } from '../../../webkit/form/FileField.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Page, Section } from '../../../webkit/Page.tsx'
import { useGoTo } from '../../../webkit/path-parameters.ts'
import { useAct } from '../../../webkit/use-act.ts'
import { useRead } from '../../../webkit/use-read.ts'
import { Waiting } from '../../../webkit/Waiting.tsx'
import { usePhrases, useWords } from '../../../webkit/words/use-words.ts'
import { beginFolderScan, beginUploadScan, endUploads, listScanFolders, uploadScanFile } from '../contract.ts'
import { inventoryScreenWords } from './words.ts'

const TOPICS = ['inventory']

/** Two ways to begin: files from here, or a folder of the server. */
export function BeginScanPage() {
  const t = usePhrases(inventoryScreenWords)
  return (
    <Page title={t.begin} lead={t.beginLead} width="narrow">
      <UploadForm />
      <FolderForm />
    </Page>
  )
}

function UploadForm() {
  const t = usePhrases(inventoryScreenWords)
  const words = useWords()
  const goTo = useGoTo()
  const begin = useAct(beginUploadScan)
  const upload = useAct(uploadScanFile)
  const end = useAct(endUploads, { topics: TOPICS })
  const [files, setFiles] = useState<readonly File[]>([])
  const [scanId, setScanId] = useState<string>()
  const [doneCount, setDoneCount] = useState(0)
  const [isBusy, setBusy] = useState(false)
  const [errors, setErrors] = useState<Record<string, string>>({})
  /** After a refusal it goes on with the file that was refused: what is uploaded is not sent again. */
  const sendAll = async () => {
    const id = scanId ?? (await begin.run({}))?.scanId
    if (id === undefined) return
    setScanId(id)
    for (let at = doneCount; at < files.length; at++) {
      if (!(await upload.run({ scanId: id }, files[at]))) return
      setDoneCount(at + 1)
    }
    if (await end.run({ scanId: id })) await goTo(`/inventory/scans/${id}`)
  }
  const submit = async () => {
    setErrors(files.length === 0 ? { files: words.fields.errors.missing } : {})
    if (files.length === 0 || isBusy) return
    setBusy(true)
    await sendAll().finally(() => setBusy(false))
  }
  return (
    <Section title={t.uploadTitle}>
      <Form onSubmit={submit} problem={begin.problem ?? upload.problem ?? end.problem} errors={errors}>
        <FilesField
          name="files"
          label={t.chooseFiles}
          hint={<p>{t.uploadText}</p>}
          files={files}
          onChange={(next) => {
            setFiles(next)
            setDoneCount(0)
          }}
        />
        {isBusy && <output>{t.uploading(doneCount, files.length)}</output>}
        <div className="sk-actions">
          <Button tone="main" type="submit" isBusy={isBusy}>
            {t.upload}
          </Button>
        </div>
      </Form>
    </Section>
  )
}

function FolderForm() {
  const t = usePhrases(inventoryScreenWords)
  const goTo = useGoTo()
  const found = useRead(listScanFolders, {}, { topic: 'inventory' })
  const begin = useAct(beginFolderScan, { topics: TOPICS })
  const [chosen, setChosen] = useState<string>()
  const [below, setBelow] = useState('')
  if (!found.data) return <Waiting on={found} />
  const { folders } = found.data
  const folder = chosen ?? folders[0]
  if (folder === undefined) {
    return (
      <Section title={t.folderTitle}>
        <Empty text={t.noFolders} next={t.noFoldersNext} />
      </Section>
    )
  }
  const submit = async () => {
    const begun = await begin.run({ folder, below: below.trim() })
    if (begun) await goTo(`/inventory/scans/${begun.scanId}`)
  }
  return (
    <Section title={t.folderTitle}>
      <Form onSubmit={submit} problem={begin.problem}>
        <SelectField
          name="folder"
          label={t.folder}
          value={folder}
          onChange={setChosen}
          choices={folders.map((one) => ({ value: one, word: one }))}
        />
        <TextField
          name="below"
          label={t.below}
          hint={t.belowHint}
          value={below}
          onChange={setBelow}
          autoComplete="off"
          maxLength={1000}
          isOptional
        />
        <div className="sk-actions">
          <Button type="submit" isBusy={begin.isBusy}>
            {t.search}
          </Button>
        </div>
      </Form>
    </Section>
  )
}
