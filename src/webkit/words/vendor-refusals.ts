import type { RefusalCode } from '../../base/refusal.ts'
import type { Word } from '../../base/words.ts'

/** What stands in the way of changing parties, engagements and rosters. */
export const vendorRefusalWords = {
  corporate_number_wrong: {
    ja: '法人番号が正しくありません。数字13桁で、先頭の数字は検算用です。国税庁の法人番号公表サイトで確かめて、入力し直してください。',
    en: 'The corporate number is not right: it has 13 digits, and the first one is a check digit. Look it up on the National Tax Agency’s site and enter it again.',
  },
  party_exists: {
    ja: '同じ法人番号の関係先がすでに登録されています。一覧で法人番号を検索し、その関係先を使ってください。',
    en: 'A party with this corporate number is registered already. Search the list for the number and use that party.',
  },
  party_in_use: {
    ja: 'この関係先は、終了していない案件{count}件に登録されています。先に案件から外すか、案件を終了してください。',
    en: 'This party still stands in {count} engagements that are not closed. Take it out of them, or close them, first.',
  },
  party_closed: {
    ja: 'この関係先は終了しています。ほかの関係先を選ぶか、新しく登録してください。',
    en: 'This party is closed. Choose another, or register it anew.',
  },
  domain_unreadable: {
    ja: 'ドメインまたはメールアドレスとして読み取れません。例: y-city.example、tanto@y-city.example',
    en: 'This cannot be read as a domain or a mail address. For example: y-city.example, tanto@y-city.example',
  },
  domain_not_registrable: {
    ja: 'このドメインは多くの組織が共有しています(例: co.jp、lg.jp)。関係先が自分で使っているドメインを入力してください。',
    en: 'Many organisations share this domain (like co.jp, lg.jp). Enter the domain that is the party’s own.',
  },
  domain_of_provider: {
    ja: 'だれでも使えるメールサービスのドメインです。ドメインではなく、相手のメールアドレスを1件ずつ登録してください。',
    en: 'This domain belongs to a mail service that anybody can use. List the single addresses instead of the domain.',
  },
  domain_is_own: {
    ja: '自社のドメイン {domain} と重なるため、関係先には登録できません。自社のドメイン宛てのメールは預からずに送るためです。自社のドメインでないときは、「組織の設定」で登録を外してから、もう一度登録してください。',
    en: 'This overlaps our own domain {domain}, and mail to our own domains is not held. If it is not ours, take it off in the organisation’s settings first.',
  },
  guest_address_is_own: {
    ja: 'このアドレスは自社のドメイン {domain} のものです。確認コードが自社に届くと、委託先に代わって答えられてしまいます。委託先のアドレスを指定してください。自社のアドレスを使っている委託先の人は、先に委託先の人として登録してください。',
    en: 'This address is of our own domain {domain}: a code that comes to us would let us answer for the vendor. Please give an address of the vendor. Somebody of theirs who uses an address of ours must be registered as their person first.',
  },
  domain_of_party: {
    ja: '関係先「{party}」のドメインまたはアドレスと重なるため、自社のドメインには登録できません。登録すると、その関係先宛てのメールが確認なしに送られてしまいます。関係先の登録を確かめてください。',
    en: 'This overlaps a domain or an address of the party “{party}”, whose mail would then leave unseen. Please look at what is listed for that party.',
  },
  domain_listed: {
    ja: 'この関係先には、同じドメインまたはアドレスがすでに登録されています。一覧を確かめてください。',
    en: 'This party has this domain or address on its list already. Please look at the list.',
  },
  roster_in_past: {
    ja: '従事者一覧は、過去にさかのぼって変更できません。今日以降の日付を入力してください。',
    en: 'A roster cannot be changed for days that have passed. Enter today or a later day.',
  },
  engagement_not_draft: {
    ja: 'この案件は準備中ではないため、開始できません。画面を読み込み直して、現在の状態を確かめてください。',
    en: 'This engagement is no draft, so it cannot be started. Reload the page to see where it stands.',
  },
  engagement_closed: {
    ja: 'この案件は終了しているため、変更できません。続ける場合は、新しい案件を登録してください。',
    en: 'This engagement is closed and cannot be changed. If the work goes on, register a new one.',
  },
  engagement_not_running: {
    ja: 'この案件は進行中ではないか、会社が案件を離れています。案件の状態・期間・関係する会社を確かめてください。',
    en: 'This engagement is not running, or the company has left it. Look at its state, its period and its companies.',
  },
  relation_exists: {
    ja: 'この関係先は、同じ立場でこの案件にすでに登録されています。案件の関係先の一覧を確かめてください。',
    en: 'This party stands in this engagement in the same relation already. Look at the engagement’s parties.',
  },
  client_exists: {
    ja: 'この案件にはお客様がすでに登録されています。変更する場合は、先に現在のお客様を外してください。',
    en: 'This engagement has a client already. Take the present one out first if it should be another.',
  },
  entruster_not_vendor: {
    ja: '再委託の元として選んだ関係先は、この案件の委託先ではありません。先に委託先として登録してください。',
    en: 'The party that was chosen as the entruster is no vendor of this engagement. Attach it as a vendor first.',
  },
  tier_too_deep: {
    ja: '再委託の段数が上限の{limit}段を超えます。委託の体制を個人情報保護事務局と見直してください。',
    en: 'The chain of vendors would be deeper than {limit} tiers. Please review it with the privacy office.',
  },
  sub_vendors_remain: {
    ja: 'この委託先には再委託先が{count}件あります。先に再委託先を案件から外してください。',
    en: 'This vendor has {count} sub-vendors here. Take them out of the engagement first.',
  },
  already_on_roster: {
    ja: 'この人は、重なる期間でこの案件の従事者一覧にすでに載っています。一覧を確かめてください。',
    en: 'This person is on the roster of this engagement already in that time. Please look at the roster.',
  },
  worker_not_of_party: {
    ja: 'この人の所属会社は、この案件の委託先ではありません。所属会社を確かめるか、先に委託先として登録してください。',
    en: 'This person’s company is no vendor of this engagement. Check the company, or attach it as a vendor first.',
  },
  roster_empty: {
    ja: '従事者が1人も載っていません。作業する人がいない場合は、委託先を案件から外してください。',
    en: 'There is no worker on this roster. If nobody works on it any more, take the vendor out of the engagement.',
  },
  worker_conflicts: {
    ja: '一覧の{count}人について、登録されている人と合わない点があるため、取り込みませんでした。何も変わっていません。プレビューで示した人を確かめて、一覧または人の登録を直してください。',
    en: '{count} people of the list do not fit those we know, so it was not taken in and nothing has changed. Look at the people named in the preview, then correct the list or their records.',
  },
} as const satisfies Partial<Record<RefusalCode, Word>>
