/** 異体字セレクタ (UTS #37): which of its forms a character is to be printed in. Writers of PDF often leave it out. */
const SELECTOR = /[\u{E0100}-\u{E01EF}\uFE00-\uFE0F]/u

/** The characters that are not selectors or spaces, each with the selector behind it. */
function withSelectors(text: string): { character: string; selector: string }[] {
  const found: { character: string; selector: string }[] = []
  for (const each of text) {
    if (!SELECTOR.test(each)) {
      if (each.trim() !== '') found.push({ character: each, selector: '' })
    } else if (found.length > 0) found.at(-1)!.selector = each
  }
  return found
}

/** Whether a form is asked for at some place, and another form is said to be printed there. */
export function hasOtherSelector(expected: string, printed: string): boolean {
  if (!SELECTOR.test(expected) || !SELECTOR.test(printed)) return false
  const forms = new Map<string, Set<string>>()
  for (const { character, selector } of withSelectors(printed))
    if (selector !== '') forms.set(character, (forms.get(character) ?? new Set()).add(selector))
  return withSelectors(expected).some(
    ({ character, selector }) => selector !== '' && forms.has(character) && !forms.get(character)!.has(selector),
  )
}

/** Whether a form is asked for, or said to be printed, and the other side says nothing of it: it was read as one. */
export function lacksSelector(expected: string, printed: string): boolean {
  return SELECTOR.test(expected) !== SELECTOR.test(printed)
}
