/** The secret in an `otpauth:` address, in groups of four, for typing it by hand. */
export function totpKey(uri: string): string {
  const secret = URL.parse(uri)?.searchParams.get('secret') ?? ''
  return secret.match(/.{1,4}/g)?.join(' ') ?? ''
}
