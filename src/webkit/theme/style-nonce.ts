/**
 * The nonce that the server wrote into `<meta name="csp-nonce">` of this very page. Styles made while the page runs carry it;
 * without one (a page that no server of ours served) the answer is empty.
 */
export function styleNonce(): string {
  const content = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? ''
  return content === '__CSP_NONCE__' ? '' : content
}

/** The scroll lock under a modal reads this name; to be called once, before the first modal opens. */
export function giveNonceToScrollLock(): void {
  Object.assign(window, { __webpack_nonce__: styleNonce() })
}
