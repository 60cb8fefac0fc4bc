const ja = {
  formOf: (name: string) => `「${name}」のパスワードを預ける`,
  password: 'パスワード',
  hint: '中を機械が確かめるために使います。暗号化して保管し、承認者にも見せません。メールの本文を消去するときに、一緒に消去します。',
  give: 'パスワードを預けて中を確かめる',
  encrypted: '暗号化されているため、中を確かめられていません。',
  kept: 'パスワードを預かり、中を確かめました。',
  keptPartly: 'パスワードを預かりましたが、まだ開けない部分があります。',
}
const en: typeof ja = {
  formOf: (name) => `Give the password of “${name}”`,
  password: 'Password',
  hint: 'The machine uses it to look inside. It is kept encrypted, shown to nobody, the approver neither, and erased with the content of the mail.',
  give: 'Give the password and look inside',
  encrypted: 'It is encrypted, and nobody could look inside.',
  kept: 'The password was given, and what is inside was looked at.',
  keptPartly: 'A password was given, and a part could not be opened with it.',
}
export const passwordWords = { ja, en }
