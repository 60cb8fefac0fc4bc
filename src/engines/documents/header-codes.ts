/** `&L`, `&"font,style"`, `&12`, `&K000000` arrange a sheet's header; `&&` is the letter. ECMA-376 part 1, 18.3.1.39. */
export const withoutCodes = (text: string): string =>
  text
    .replace(/&(&|"[^"]*"|K[0-9A-F]{6}|\d+|[A-Z])/g, (_, code: string) => (code === '&' ? '&' : '\n'))
    .replace(/\n{2,}/g, '\n')
    .trim()
