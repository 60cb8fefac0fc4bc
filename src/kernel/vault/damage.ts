/** What lies in the vault is not what was put there. Never caught on the way: nothing of such a content may be shown. */
export class VaultDamage extends Error {
  constructor(id: string, what: string) {
    super(`vault ${id}: ${what}`)
    this.name = 'VaultDamage'
  }
}

/** The keyring cannot be used: missing generation, loose permissions, unknown format. The message says what to do. */
export class KeyringFault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'KeyringFault'
  }
}
