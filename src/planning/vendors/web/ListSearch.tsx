import { useState } from 'react'
import { Button } from '../../../webkit/Button.tsx'
import { TextField } from '../../../webkit/form/fields.tsx'
import { Form } from '../../../webkit/form/Form.tsx'
import { Section } from '../../../webkit/Page.tsx'
import { usePhrases } from '../../../webkit/words/use-words.ts'
import { vendorsScreenWords } from './words.ts'

/** Narrows a list by a text. */
export function ListSearch(props: {
  readonly hint: string
  readonly text: string
  readonly onSearch: (text: string) => void
}) {
  const t = usePhrases(vendorsScreenWords)
  const [text, setText] = useState(props.text)
  return (
    <Section title={t.search}>
      <Form onSubmit={() => props.onSearch(text.trim())} label={t.search}>
        <TextField
          name="text"
          label={t.search}
          hint={props.hint}
          value={text}
          onChange={setText}
          type="search"
          maxLength={100}
          isOptional
        />
        <div className="sk-actions">
          <Button type="submit">{t.show}</Button>
        </div>
      </Form>
    </Section>
  )
}
