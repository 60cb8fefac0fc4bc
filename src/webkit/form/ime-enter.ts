/**
 * Whether this Enter only confirms Japanese input (変換の確定). Safari ends the composition before the key event, and marks
 * the key by the code 229 alone.
 */
export function isImeEnter(event: {
  readonly key: string
  readonly isComposing: boolean
  readonly keyCode: number
}): boolean {
  return event.key === 'Enter' && (event.isComposing || event.keyCode === 229)
}
