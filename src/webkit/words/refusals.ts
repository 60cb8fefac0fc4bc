import type { RefusalCode } from '../../base/refusal.ts'
import type { Word } from '../../base/words.ts'
import { fileRefusalWords } from './file-refusals.ts'
import { vendorRefusalWords } from './vendor-refusals.ts'

/** What a refusal says: what happened, why, what to do. `{name}` is filled from the refusal's facts. */
export const refusalWords: Record<RefusalCode, Word> = {
  ...fileRefusalWords,
  ...vendorRefusalWords,
  bad_input: {
    ja: '入力に誤りがあります。印の付いた項目を直して、もう一度送ってください。',
    en: 'Some of the input is not right. Correct the marked fields and send it again.',
  },
  not_signed_in: {
    ja: 'サインインしていないか、時間が過ぎてサインアウトしました。もう一度サインインしてください。',
    en: 'You are not signed in, or your session has ended. Please sign in again.',
  },
  not_allowed: {
    ja: 'この操作をする権限がありません。必要な場合は、個人情報保護事務局に権限の付与を依頼してください。',
    en: 'You do not have the right to do this. If you need it, ask the privacy office to grant it.',
  },
  not_found: {
    ja: '見つかりません。削除されたか、閲覧の権限がない可能性があります。一覧から開き直してください。',
    en: 'Not found. It may be gone, or you may not be allowed to see it. Open it again from the list.',
  },
  stale_version: {
    ja: '開いている間に、ほかの人が内容を変更しました。画面を読み込み直して、最新の内容を確かめてください。',
    en: 'Somebody changed this while you had it open. Reload the page and look at the current content.',
  },
  too_many_requests: {
    ja: '短い時間に操作が続いたため、一時的に止めています。{minutes}分ほど待ってから、もう一度お試しください。',
    en: 'Too many attempts in a short time, so this is paused. Please wait about {minutes} minutes and try again.',
  },
  password_wrong: {
    ja: 'このパスワードでは開けませんでした。大文字・小文字と全角・半角を確かめて、もう一度入力してください。',
    en: 'This password opens nothing in it. Check upper and lower case and the width of the letters, and enter it again.',
  },
  password_untried: {
    ja: '添付ファイルを最後まで読めなかったため、パスワードが合っているかどうか分かりませんでした。パスワードは保存していません。少し待ってから、もう一度お試しください。',
    en: 'The attachment could not be read to its end, so nobody knows whether the password is right. It was not kept. Please wait a little and try again.',
  },
  content_erased: {
    ja: 'この内容は消去されています。残っているのはハッシュ値、大きさ、種類、日付だけです。必要な場合は、元の持ち主に再度の提供を依頼してください。',
    en: 'This content has been erased; only its hash, size, kind and dates remain. If it is needed, ask its owner for it again.',
  },
  file_too_large: {
    ja: 'ファイルが大きすぎるため、受け取りませんでした。上限は{limitMegabytes}MBです。分割するか、別の受け渡し方法を個人情報保護事務局に相談してください。',
    en: 'The file is too large and was not taken in. The limit is {limitMegabytes} MB. Split it, or ask the privacy office for another way to hand it over.',
  },
  storage_full: {
    ja: '保存先に空きがないため、受け取りませんでした。何も保存されていません。システム管理者に連絡し、空きができてから、もう一度お試しください。',
    en: 'There is no room left to store this, so nothing was taken in. Tell the system administrator, and try again when there is room.',
  },
  same_person: {
    ja: 'この確認は、起案者やほかの確認をした人とは別の人が行います。ほかの承認者に依頼してください。',
    en: 'This check is for somebody other than the author and those who did another check. Please ask another approver.',
  },
  same_mandate: {
    ja: '代行を頼んだ人と頼まれた人の承認は、合わせて1人分です。そのどちらかがすでに承認しているため、ほかの承認者に依頼してください。',
    en: 'Somebody and who stands in for them approve as one person, and one of the two has approved already. Please ask another approver.',
  },
  gate_closed: {
    ja: '関門が閉じています。まだ済んでいない確認があるか、期限を過ぎた手続きがあります。関門の表示で止まっている箇所を確かめてください。',
    en: 'The gate is closed: a check is not done, or something is overdue. Look at the gate panel for what is stopped.',
  },
  gate_ended: {
    ja: 'この関門は終わっています(取下げ、差戻し、期限切れ、または完了)。必要な場合は、新しく申請し直してください。',
    en: 'This gate has ended: withdrawn, sent back, expired or done. If it is still needed, please submit it again.',
  },
  stale_revision: {
    ja: '開いている間に対象の内容が変わりました。画面を読み込み直し、新しい版をはじめから確認してください。',
    en: 'The content changed while you had it open. Reload the page and look at the new revision from the beginning.',
  },
  already_decided: {
    ja: 'この確認には、ほかの人がすでに決定を記録しています。画面を読み込み直して、現在の状態を確かめてください。',
    en: 'Somebody has already decided this check. Reload the page to see where it stands.',
  },
  meeting_changed: {
    ja: '承認しようとしている間に、チェック会議の記録が直されました。画面を読み込み直し、新しい記録を読んでから承認してください。',
    en: 'The record of the check meeting was corrected while you had it open. Reload the page and read the new record, then approve.',
  },
  check_not_ready: {
    ja: 'この確認の前に済ませる確認が残っています。先の確認が終わると、ここで決定できます。',
    en: 'A check that comes before this one is not done yet. You can decide here once it is.',
  },
  findings_not_ticked: {
    ja: '確認していない指摘が{count}件あります。指摘を一つずつ読み、印を付けてから決定してください。',
    en: '{count} findings are not ticked. Read and tick each of them before you decide.',
  },
  reason_missing: {
    ja: '送信ルールにより、理由が必要です。理由を書いてから、もう一度決定してください。',
    en: 'A sending rule asks for a reason. Write why, then decide once more.',
  },
  sample_mismatch: {
    ja: '抜き取った{count}件で、入力と実物が一致しません。現物を確かめて入力し直すか、差し戻してください。',
    en: '{count} of the sampled items do not match what was typed. Look at the object again, or send it back.',
  },
  sample_fixed: {
    ja: 'この版の抜き取り対象は、すでに確定しています。対象が変わった場合は、新しい版を作ってください。',
    en: 'The sample of this revision is already fixed. If what is sampled has changed, make a new revision.',
  },
  sample_opened: {
    ja: '開封を始めたあと、またはロットが止まったあとは、抽選をやり直せません。このまま開封を続けるか、新しいロットを登録してください。',
    en: 'Once an item was opened, or the lot is stopped, its sample is not drawn anew. Go on opening, or register a new lot.',
  },
  verification_runs: {
    ja: '照合の途中です。終わってから、もう一度行ってください。',
    en: 'A verification is under way. Please try again when it has ended.',
  },
  sample_not_blind: {
    ja: '紙の内容を読み取る人は、正解を知らない人です。データ・本番PDFを出した人、持ち出した人、抽選のあとに見た人は開封を担当できず、開封する人は終わるまで見られません。',
    en: 'Whoever reads the paper back does not know what is right: nobody opens who handed in or took out the data or the PDF, or looked at them after the draw; and who opens looks at them only when it is done.',
  },
  guest_address_not_client: {
    ja: '「{domain}」は、お客様のドメインとして登録されていません。お客様のアドレスか確かめ、正しければ「委託先」の「関係先」でドメインを登録してから、もう一度依頼してください。',
    en: '“{domain}” is not registered as a domain of the client. Make sure that the address is theirs; then register the domain with the party, and ask once more.',
  },
  worker_not_on_roster: {
    ja: 'この担当者は、案件の従事者一覧に載っていません。一覧に載っている人を選ぶか、先に従事者一覧を直してもらってください。',
    en: 'This person is not on the roster of the engagement. Choose somebody who is, or have the roster put right first.',
  },
  print_frozen: {
    ja: 'この印刷案件は、すでに凍結されています。画面を読み込み直して、現在の状態を確かめてください。',
    en: 'This print job is frozen already. Reload the page to see how it stands.',
  },
  print_not_frozen: {
    ja: 'この印刷案件は凍結されていません。画面を読み込み直して、現在の状態を確かめてください。',
    en: 'This print job is not frozen. Reload the page to see how it stands.',
  },
  already_reported: {
    ja: 'このロットのことは、すでに個人情報保護事務局に知らせてあります。画面を読み込み直して、対応を確かめてください。',
    en: 'The privacy office has been told of this lot already. Reload the page to see what became of it.',
  },
  evidence_missing: {
    ja: '証跡となる書類が付いていません。書類を登録してから、もう一度決定してください。',
    en: 'The document that proves it is missing. Register the document, then decide again.',
  },
  permit_outstanding: {
    ja: '同じ操作の通行許可がすでに出ています。使われるか、期限が切れるまで、新しい許可は出せません。',
    en: 'A permit for the same effect is already out. Another can be issued after it is used or has expired.',
  },
  permit_consumed: {
    ja: '通行許可は一度だけ有効で、すでに使われています。記録を開いて、実行の結果を確かめてください。',
    en: 'A permit is good for one time only, and this one has been used. See the record for what happened.',
  },
  permit_expired: {
    ja: '通行許可の有効期限が切れました。関門が開いていれば、新しい許可を出して続けられます。',
    en: 'The permit has expired. If the gate is still open, a new permit can be issued.',
  },
  permit_void: {
    ja: '許可が出たあとに内容や条件が変わったため、この通行許可は使えません。関門の表示で理由を確かめてください。',
    en: 'Content or conditions changed after this permit was issued, so it is void. See the gate panel for the reason.',
  },
  unit_circle: {
    ja: '組織を自分の下位に移すことはできません。移動先に別の組織を選んでください。',
    en: 'A unit cannot stand below itself. Choose another place for it.',
  },
  unit_in_use: {
    ja: 'この組織には、在籍者または下位の組織が{count}件残っています。先に異動または終了の手続きをしてください。',
    en: '{count} members or units still belong here. Move or end them first.',
  },
  same_record: {
    ja: 'この2件は、すでに同じ人の記録です。まとめたい記録を選び直してください。',
    en: 'These two records already belong to the same person. Choose the records to merge again.',
  },
  officers_must_differ: {
    ja: '個人情報保護管理者と監査責任者は、別の人でなければなりません。どちらかの期間を終えるか、別の人を選んでください。',
    en: 'The privacy officer and the audit officer must be two different persons. End one of the two roles, or choose somebody else.',
  },
  other_party: {
    ja: 'この人の所属先が、選んだ組織または相手の所属先と異なります。同じ会社の組織と人を選んでください。',
    en: 'The person belongs to another company than the unit or person chosen. Choose within one company.',
  },
  address_taken: {
    ja: 'このメールアドレスは、別の人に登録されています。同じ人の記録であれば、2件をまとめてください。',
    en: 'Another person is registered with this address. If it is the same person, merge the two records.',
  },
  staff_number_taken: {
    ja: 'この社員番号は、別の人に登録されています。番号を確かめてください。',
    en: 'Another person is registered with this staff number. Check the number.',
  },
  already_member: {
    ja: '同じ組織・同じ役割で、期間の重なる所属がすでにあります。登録済みの所属の期間を直してください。',
    en: 'A membership with the same unit and role already covers these days. Change the dates of that one.',
  },
  delegation_in_past: {
    ja: '代理・代行は、過去にさかのぼって始められません。開始日を空欄にすると、いまから始まります。',
    en: 'A stand-in cannot begin in the past. Leave the first day empty and it begins now.',
  },
  role_not_held: {
    ja: '代理を任せる役割を、本人が持っていません。役割と組織を確かめてください。',
    en: 'The person does not hold the role that is to be delegated. Check the role and the unit.',
  },
  retention_not_over: {
    ja: 'この人の記録は、まだ保有期限({dueOn})に達していないため、仮名化できません。',
    en: 'The retention of this record runs until {dueOn}; it cannot be pseudonymised before.',
  },
  sign_in_failed: {
    ja: 'メールアドレスまたはパスワードが違います。入力を確かめて、もう一度お試しください。',
    en: 'The e-mail address or the password is not right. Check them and try again.',
  },
  comment_missing: {
    ja: '理由や内容を書いてから、もう一度送ってください。',
    en: 'Write why or what, then send it again.',
  },
  wrong_code: {
    ja: '確認コードが違うか、すでに使われたか、期限が切れています。新しいコードを入力してください。',
    en: 'The code is wrong, was used before, or has expired. Enter a new one.',
  },
  no_organisation: {
    ja: 'このアカウントで利用できる組織がありません。所属先の管理者に、アカウントの状態を確かめてください。',
    en: 'There is no organisation that you can enter with this account. Ask your administrator about it.',
  },
  password_too_short: {
    ja: 'パスワードは8文字以上にしてください。文字の種類に決まりはなく、長い文でもかまいません。',
    en: 'Use at least 8 characters. Any characters will do; a long sentence is fine.',
  },
  password_too_long: { ja: 'パスワードは256文字以内にしてください。', en: 'Use at most 256 characters.' },
  password_common: {
    ja: '推測されやすいパスワードです。よく使われる語や並びを避け、関係のない語をいくつかつなげてください。',
    en: 'This password is among the first to be guessed. Avoid common words and runs; join several unrelated words instead.',
  },
  password_names_you: {
    ja: '氏名・メールアドレス・組織名などから推測できるパスワードです。それらを除いても8文字以上になるようにしてください。',
    en: 'This password can be guessed from your name, address or organisation. Without those, 8 characters must remain.',
  },
  link_ended: {
    ja: 'このリンクは、期限が切れたか、使用済みか、取り消されています。送り主に新しいリンクを依頼してください。',
    en: 'This link has expired, was used, or was withdrawn. Ask the sender for a new one.',
  },
  guest_ended: {
    ja: 'このリンクでの手続きは終わっているか、取り消されています。受け取ったリンクをもう一度開いてください。開けないときは、送り主に新しいリンクを依頼してください。',
    en: 'What this link was for has ended or was withdrawn. Open the link that you received once more; if it does not open, ask the sender for a new one.',
  },
  account_exists: {
    ja: 'この人、またはこのメールアドレスには、すでにアカウントがあります。一覧で確かめてください。',
    en: 'This person, or this e-mail address, already has an account. Look it up in the list.',
  },
  account_shared: {
    ja: 'このアカウントは別の組織でも使われているため、ここではパスワードを再設定できません。本人が設定画面で変更してください。',
    en: 'This account is also used in another organisation, so its password cannot be reset here. The person can change it in the settings.',
  },
  last_administrator: {
    ja: '最後の管理者のアカウントは停止できません。先に別の人を管理者にしてください。',
    en: 'The last administrator cannot be disabled. Make somebody else an administrator first.',
  },
  totp_already_set_up: {
    ja: '認証アプリは設定済みです。変更する場合は、管理者に再設定を依頼してください。',
    en: 'The authenticator is set up already. To change it, ask an administrator for a reset.',
  },
  period_wrong: {
    ja: '終了日が開始日より前になっています。日付を直して、もう一度送ってください。',
    en: 'The last day lies before the first. Correct the days and send it again.',
  },
  day_in_future: {
    ja: '日付が未来になっています。今日か、それより前の日付を入力してください。',
    en: 'The day lies in the future. Enter today or an earlier day.',
  },
  engagement_without_client: {
    ja: 'この案件には、お客様が登録されていません。案件のページでお客様を登録してから、もう一度登録してください。',
    en: 'This engagement has no client. Register its client on the engagement’s page, then try again.',
  },
  list_disposed: { ja: 'この名簿は、すでに廃棄済みです。', en: 'This list was disposed of already.' },
  folder_not_allowed: {
    ja: 'このフォルダーは調べられません。調べてよいフォルダーは、サーバーの設定 SEKISHO_SCAN_FOLDERS で決まっています。',
    en: 'This folder may not be searched. Which may be is set on the server by SEKISHO_SCAN_FOLDERS.',
  },
  scan_ended: {
    ja: 'このスキャンは終わっています。新しいスキャンを始めてください。',
    en: 'This scan has ended. Begin a new one.',
  },
  mail_not_held: {
    ja: 'このメールは、もう保留中ではありません。送信、取下げ、差戻しのいずれかが済んでいます。画面を読み込み直してください。',
    en: 'This mail is no longer held: it was sent, withdrawn or sent back. Please reload the page.',
  },
  mail_frozen: {
    ja: 'このメールは、すでに凍結されています。画面を読み込み直してください。',
    en: 'This mail is frozen already. Please reload the page.',
  },
  mail_not_frozen: {
    ja: 'このメールは凍結されていません。画面を読み込み直してください。',
    en: 'This mail is not frozen. Please reload the page.',
  },
  mail_not_read: {
    ja: 'このメールの読み取りがまだ終わっていません。少し待ってから、もう一度お試しください。',
    en: 'This mail has not been read yet. Please wait a moment and try again.',
  },
  last_recipient: {
    ja: '最後の宛先は外せません。送るのをやめる場合は、メールを取り下げてください。',
    en: 'The last recipient cannot be dropped. To send it to nobody, withdraw the mail.',
  },
  purpose_missing: {
    ja: '利用目的が書かれていません。案件と利用目的を指定してから、自己確認をしてください。',
    en: 'No purpose is given. Name the engagement and the purpose first, then check the mail.',
  },
  sender_not_yours: {
    ja: '差出人のアドレスが、サインインした人のものではありません。自分のアドレスを差出人にして送り直してください。',
    en: 'The sender’s address is not yours. Send it again from an address of your own.',
  },
  not_an_author: {
    ja: 'この人は現在在籍していないか、どの職場にも所属していないため、起案者にできません。ほかの人を選んでください。',
    en: 'This person is not active or belongs to no unit, and cannot be the author. Choose somebody else.',
  },
  domain_of_other_organisation: {
    ja: 'このドメインは、ほかの組織が使っています。ドメインの綴りを確かめてください。',
    en: 'Another organisation uses this domain. Please check its spelling.',
  },
  obligation_discharged: {
    ja: 'この期限はすでに履行済みです。一覧を開き直して、記録を確かめてください。',
    en: 'This obligation is discharged already. Open the list again and look at its record.',
  },
  obligation_fixed: {
    ja: '法令で決まる期限のため、延ばせません。期限までに対応してください。',
    en: 'The law sets this day, so it cannot be extended. Please see to it by then.',
  },
  extension_of_own: {
    ja: '期限を延ばすことは、申し出た人と担当の人以外が認めます。ほかの事務局の人に依頼してください。',
    en: 'A later day is approved by somebody other than who asked for it and who is to act. Please ask another person of the office.',
  },
  handover_to_same: {
    ja: 'すでにこの人が担当です。引き継ぐ人を選び直してください。',
    en: 'This is who is to act already. Choose somebody else.',
  },
  obligation_not_later: {
    ja: '延ばした期限は、今の期限({dueOn})より後の日にしてください。',
    en: 'The new day must be later than the present one ({dueOn}).',
  },
  holiday_year_incomplete: {
    ja: '{year}年の祝日がそろっていないため、取り込みませんでした。内閣府の祝日の一覧(syukujitsu.csv)を選び直してください。',
    en: 'The holidays of {year} are not complete, so nothing was imported. Choose the list of the Cabinet Office (syukujitsu.csv) again.',
  },
  only_in_demo: {
    ja: 'この操作はデモンストレーションの組織だけで使えます。',
    en: 'This works in the demonstration only.',
  },
  setup_code_wrong: {
    ja: '設定コードが違います。Sekisho を起動した画面に表示された設定コードを、そのまま入力してください。',
    en: 'The setup code is not right. Enter the code that was printed where Sekisho was started.',
  },
  already_founded: {
    ja: '自社の組織はすでにあります。管理者に依頼して、アカウントを発行してもらってください。',
    en: 'The organisation exists already. Ask its administrator for an account.',
  },
  mail_unavailable: {
    ja: 'メールを送れませんでした。少し待ってからもう一度お試しください。続く場合は、管理者に連絡してください。',
    en: 'The mail could not be sent. Wait a moment and try again; if it goes on, tell the administrator.',
  },
  files_missing: {
    ja: 'まだ出されていないファイルがあります。必要なファイルをそろえてから、もう一度お試しください。',
    en: 'A file that this needs is not there yet. Hand in what is missing and try again.',
  },
  specification_wrong: { ja: '{what}直してから、もう一度お試しください。', en: '{what} Correct this and try again.' },
  page_without_field: {
    ja: '設定(印刷仕様)の{number}ページ目「{page}」に項目がなく、印刷を何とも比べられません。項目かコードを加えるか、何も印刷しない面なら白紙と指定して、もう一度出してください。',
    en: 'Page {number} of the specification, “{page}”, has no field, so its print would be compared with nothing. Add a field or a code, or say that nothing is printed there, and hand it in again.',
  },
  files_too_many: {
    ja: 'ここに置けるファイルは{most}個までです。何も変わっていません。ファイルを1つにまとめるか、差し替えてください。',
    en: 'No more than {most} file(s) can lie here, and nothing was changed. Join the files, or replace what is there.',
  },
  client_missing: {
    ja: 'この案件にはお客様が登録されていません。案件にお客様を登録してください。',
    en: 'No client stands in this engagement. Register the client there first.',
  },
  lot_wrong: {
    ja: '刷り上がりの範囲が正しくありません。1件目から{count}件目までを、抜けも重なりもなく区切ってください。',
    en: 'The batches do not fit. Together they must cover items 1 to {count}, without gap or overlap.',
  },
  item_untold: {
    ja: '{item}件目には、印刷される値も決まった文言もなく、開封しても確かめられません。印刷仕様に目印(決まった文言)を加えてください。',
    en: 'Item {item} has no printed value and no constant text: opening it would show nothing. Add a mark (constant text) to the specification.',
  },
  photo_used: {
    ja: '同じ写真が、この件の別の面で使われています。この面を撮影した写真を選んでください。',
    en: 'The same photograph was taken for another side of this item. Choose a photograph of this side.',
  },
  code_illegible: {
    ja: '写真からコードを読み取れません。明るい所で、コードの全体が写るように撮り直すか、印刷されている文字を入力してください。',
    en: 'No code can be read from the photograph. Take it again in good light with the whole code in view, or type what is printed.',
  },
  code_untelling: {
    ja: '写真のコードからは、この面がだれのものかを確かめられませんでした。どの紙にも同じコードだけが写っているか、別の紙のコードも写っています。この1枚だけを置き、この面のコードの全体が写るように撮り直すか、印刷されている内容を入力してください。',
    en: 'The codes on the photograph do not say whose this side is, so nothing was decided: they are the same on every sheet, or another sheet is in view. Lay this one sheet alone and take its code as a whole, or type what is printed.',
  },
  text_illegible: {
    ja: '写真の文字を確かに読み取れず、合うかどうかを確かめられませんでした。1枚の紙のこの面だけを、明るい所で平らに置き、真上から全体が写るように撮り直すか、印刷されている内容を入力してください。',
    en: 'The text on the photograph could not be read surely, so nothing was decided. Lay this one sheet flat in good light and take the whole of this side from straight above, or type what is printed.',
  },
}
