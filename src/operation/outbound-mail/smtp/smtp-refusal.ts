/** A "no" (or "not now") of the SMTP dialogue; its text goes to the client, so it names nothing but what it sent. */
export class SmtpRefusal extends Error {
  readonly responseCode: number
  /** @param text begins with the enhanced status code (RFC 3463) */
  constructor(responseCode: number, text: string) {
    super(text)
    this.name = 'SmtpRefusal'
    this.responseCode = responseCode
  }
}
