/** Mail addresses in a text: one a line, or parted by commas, 、 or blanks; full-width letters and ＠ become half-width. */
export function addressesIn(text: string): string[] {
  const parts = text
    .normalize('NFKC')
    .split(/[\s,、;]+/)
    .filter((part) => part !== '')
  return [...new Set(parts)]
}
