import { Section } from '../../../webkit/Page.tsx'

/** What happened, and how large it was. */
export function TourStory(props: {
  readonly title: string
  readonly text: readonly string[]
  readonly figures: readonly (readonly string[])[]
}) {
  const { title, text, figures } = props
  return (
    <Section title={title}>
      <div className="sk-tour-story">
        <div>
          {text.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
        <dl className="sk-tour-figures">
          {figures.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Section>
  )
}
