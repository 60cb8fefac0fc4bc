/** What is kept of an attachment. */
export interface AttachmentReading {
  /** As the recipient's program will show it; empty when the part has no name. */
  readonly name: string
  /** What the sender's program says it is, in lower case; nothing has looked whether it is true. */
  readonly declaredType: string
  readonly byteCount: number
  /** Of the decoded part. */
  readonly sha256: string
}

export interface ReadPart extends AttachmentReading {
  /** Of the content with line ends made equal. */
  readonly comparedHash: string
}
