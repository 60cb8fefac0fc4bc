/** A date as mail writes it (RFC 5322 §3.3), in Japan's time. */
export function mailDate(at: Date): string {
  const japan = new Date(at.getTime() + 9 * 60 * 60 * 1000).toUTCString()
  return japan.replace(/ GMT$/, ' +0900')
}
