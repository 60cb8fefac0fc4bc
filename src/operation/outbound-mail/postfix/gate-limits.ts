/** The biggest mail that the gate takes, the longest header, and the widest envelope. */
export const GATE_LIMITS = { messageBytes: 50 * 1024 * 1024, headerBytes: 256 * 1024, recipients: 500 } as const
