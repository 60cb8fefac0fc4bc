const ja = {
  title: 'ゲストの確認',
  opening: 'リンクを確かめています',
  codeTitle: '確認コードの入力',
  codeLead:
    'このリンクを受け取ったメールアドレスに、6桁の確認コードを送りました。メールを開き、10分以内に入力してください。',
  codeLabel: '確認コード',
  codeHint: '6桁の数字です。全角でも入力できます。',
  codeMissing: '6桁の確認コードを入力してください。',
  next: '次へ',
  again: 'コードを送り直す',
  againDone: '新しいコードを送りました。前のコードは使えません。',
  endedTitle: 'このリンクは使えません',
  noToken:
    'リンクの一部が欠けているか、このリンクでの手続きが終わっています。受け取ったリンクを、最後まで選んで開いてください。',
  goOn: '画面を閉じてしまったときは、受け取ったリンクをもう一度開いてください。開けないときは、送り主に新しいリンクを依頼してください。',
  unknownTask: 'このリンクで依頼された手続きは、いまは行えません。送り主に連絡してください。',
  signedIn:
    'このブラウザでは、アカウントでサインインしています。ゲストとして回答するときは、サインアウトしてから、リンクをもう一度開いてください。',
  signOut: 'サインアウトする',
  asGuest: (name: string, organisation: string) => `${organisation}から ${name} 様へのお願いです。`,
}
const en: typeof ja = {
  title: 'Guest',
  opening: 'Looking at the link',
  codeTitle: 'Enter the code',
  codeLead:
    'A code of 6 digits was sent to the mail address for which this link was made. Open the mail and enter it within 10 minutes.',
  codeLabel: 'Code',
  codeHint: '6 digits.',
  codeMissing: 'Enter the code of 6 digits.',
  next: 'Next',
  again: 'Send another code',
  againDone: 'A new code was sent. The one before it counts no more.',
  endedTitle: 'This link cannot be used',
  noToken: 'A part of the link is missing, or what it was for has ended. Open the whole link that you received.',
  goOn: 'If you have closed the page, open the link that you received once more. If it does not open, ask the sender for a new one.',
  unknownTask: 'What this link asks for cannot be done now. Please tell the sender.',
  signedIn:
    'You are signed in with an account in this browser. To answer as a guest, sign out and open the link once more.',
  signOut: 'Sign out',
  asGuest: (name, organisation) => `${organisation} asks ${name}.`,
}
export const guestWords = { ja, en }
