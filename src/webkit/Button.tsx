import { Button as MantineButton } from '@mantine/core'
import { type MouseEvent, type ReactNode, useId } from 'react'
import { useWords } from './words/use-words.ts'
import './Button.css'

export interface ButtonProps {
  /** `main`: the one main action of the page. `danger`: destroys or stops. */
  readonly tone?: 'main' | 'plain' | 'danger' | 'quiet'
  readonly type?: 'button' | 'submit'
  readonly onPress?: () => unknown
  /** While the act is under way; further presses do nothing. */
  readonly isBusy?: boolean
  /** Why the button cannot be used now; shown below it and read out with it. */
  readonly disabledReason?: string | undefined
  /** More words for those who do not see what stands around the button. */
  readonly label?: string
  readonly expanded?: boolean
  readonly controls?: string
  readonly children: ReactNode
}

/** A button. One that cannot be used stays in reach of the keyboard and says why. */
export function Button(props: ButtonProps) {
  const { tone = 'plain', type = 'button', onPress, isBusy = false, disabledReason, label, children } = props
  const reasonId = useId()
  const working = useWords().waiting.acting
  const press = (event: MouseEvent) => {
    if (disabledReason || isBusy) event.preventDefault()
    else void onPress?.()
  }
  const button = (
    <MantineButton
      type={type}
      variant={tone === 'main' || tone === 'danger' ? 'filled' : tone === 'quiet' ? 'subtle' : 'default'}
      color={tone === 'danger' ? 'shu' : 'ai'}
      onClick={press}
      aria-disabled={disabledReason || isBusy ? true : undefined}
      aria-describedby={disabledReason ? reasonId : undefined}
      aria-label={label}
      aria-expanded={props.expanded}
      aria-controls={props.controls}
    >
      {isBusy ? `${working}…` : children}
    </MantineButton>
  )
  if (!disabledReason) return button
  return (
    <div className="sk-disabled">
      {button}
      <p id={reasonId}>{disabledReason}</p>
    </div>
  )
}
