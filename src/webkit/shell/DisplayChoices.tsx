import { LANGUAGES } from '../../base/words.ts'
import { changeAppearance, COLOUR_SCHEMES, TEXT_SIZES, useAppearance } from '../appearance.ts'
import { useWords } from '../words/use-words.ts'

interface ChoiceRowProps<T extends string> {
  readonly label: string
  readonly choices: readonly T[]
  readonly words: Readonly<Record<T, string>>
  readonly chosen: T
  readonly onChoose: (choice: T) => void
}

function ChoiceRow<T extends string>({ label, choices, words, chosen, onChoose }: ChoiceRowProps<T>) {
  return (
    <fieldset className="sk-display-row">
      <legend>{label}</legend>
      <div>
        {choices.map((choice) => (
          <label key={choice}>
            <input type="radio" name={label} checked={chosen === choice} onChange={() => onChoose(choice)} />
            <span lang={choice === 'ja' || choice === 'en' ? choice : undefined}>{words[choice]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Language, text size and colours: each change shows at once. */
export function DisplayChoices() {
  const words = useWords()
  const { language, textSize, colours } = useAppearance()
  return (
    <div className="sk-display">
      <ChoiceRow
        label={words.language.label}
        choices={LANGUAGES}
        words={words.language}
        chosen={language}
        onChoose={(choice) => changeAppearance({ language: choice })}
      />
      <ChoiceRow
        label={words.textSize.label}
        choices={TEXT_SIZES}
        words={words.textSize}
        chosen={textSize}
        onChoose={(choice) => changeAppearance({ textSize: choice })}
      />
      <ChoiceRow
        label={words.colours.label}
        choices={COLOUR_SCHEMES}
        words={words.colours}
        chosen={colours}
        onChoose={(choice) => changeAppearance({ colours: choice })}
      />
    </div>
  )
}
