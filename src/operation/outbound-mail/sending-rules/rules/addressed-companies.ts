import { companiesIn, companyCore, isSameCompany } from './company-names.ts'

/** Whom the first lines of a text address. */
export interface Addressed {
  /** With their kind (株式会社○○): companies for certain. */
  readonly companies: readonly string[]
  /** What else stands where a company's name stands (X県, Y市役所): one only if it is registered. */
  readonly places: readonly string[]
}

/** How many lines a salutation may take, and how long one of it is at most. */
const LINES = 10
const LONGEST = 60
const END = /(?:様|さま|御中|殿|各位|先生)(?:[、,。::))]|[ \t]*$|[ \t])/u
const OPENING =
  /お世話|いつも|平素|拝啓|拝復|前略|お疲れ|はじめまして|初めて|突然|ご担当者様へ|このたび|この度|です[。.]?$|ます[。.]?$|ました[。.]?$/u
/** A part of a company is not one. */
const PART =
  /(?:部|課|室|係|支店|支社|支部|本部|本社|営業所|センター|グループ|チーム|事業部|担当|ご担当者?|工場|事務局)$/u

/**
 * Whom a mail's first lines address: the lines from the top that lead to 様 or 御中, up to where the letter begins. Copies
 * (CC:) and quoted lines are not the salutation.
 */
export function addressedIn(text: string): Addressed {
  const lines = text
    .normalize('NFKC')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^[>|]/.test(line) && !/^[-=_*]+$/.test(line))
    .slice(0, LINES)
  const begins = lines.findIndex((line) => line.length > LONGEST || OPENING.test(line))
  const head = begins === -1 ? lines : lines.slice(0, begins)
  const ends = head.findLastIndex((line) => END.test(line) && !isCopy(line))
  const salutation = head.slice(0, ends + 1).filter((line) => !isCopy(line))
  const companies = new Set(salutation.flatMap(companiesIn))
  const places = new Set(salutation.flatMap(placesIn))
  return { companies: [...companies], places: [...places] }
}

const isCopy = (line: string) => /^[((]?\s*(?:cc|bcc|写し|同報)\b|^[((]?\s*(?:cc|写し|同報)[ ::]/iu.test(line)

/** The words of a line that may be a company's name: not the person before 様, not a department. */
function placesIn(line: string): readonly string[] {
  const words = line.split(/[\s、,]+/u).filter((word) => word !== '')
  return words.flatMap((word, at) => {
    const name = word.replace(/(?:様|さま|御中|殿|各位|先生)[、,。::))]*$/u, '')
    const isPerson = name !== word && !/御中|各位/u.test(word)
    if (name.length < 2 || PART.test(name) || (isPerson && at > 0)) return []
    return [name]
  })
}

export interface KnownCompany {
  readonly partyId: string
  readonly name: string
}

/** A company that the text addresses and to which none of the recipients belongs. */
export interface WronglyAddressed {
  readonly company: string
  /** One of our registered parties: a mix-up, most likely. Otherwise a name that nobody has registered. */
  readonly isParty: boolean
}

export interface AddressedQuestion {
  readonly addressed: Addressed
  /** The parties of the outside recipients. */
  readonly recipients: readonly KnownCompany[]
  /** At least one outside recipient belongs to no registered party: then an unknown name may be theirs. */
  readonly hasUnknownRecipient: boolean
  readonly parties: readonly KnownCompany[]
  /** Our own name, and other names under which we write. */
  readonly own: readonly string[]
}

/**
 * Which addressed companies are not the recipients'? A registered party that is none of theirs always; a company that is
 * nobody's only where every recipient's company is known.
 */
export function wronglyAddressed(question: AddressedQuestion): readonly WronglyAddressed[] {
  const { addressed, recipients, parties } = question
  const isExpected = (name: string) =>
    [...recipients.map((one) => one.name), ...question.own].some((known) => isSameCompany(name, known))
  const recipientIds = new Set(recipients.map(({ partyId }) => partyId))
  const partyOf = (name: string) =>
    parties.find((one) => !recipientIds.has(one.partyId) && companyCore(one.name) === companyCore(name)) ??
    parties.find((one) => !recipientIds.has(one.partyId) && isBranchOf(name, one.name))
  const found = new Map<string, WronglyAddressed>()
  // One name that is theirs, and the mail is theirs: the others are introduced, copied or quoted.
  if ([...addressed.companies, ...addressed.places].some(isExpected)) return []
  for (const name of addressed.companies) {
    const party = partyOf(name)
    if (party) found.set(party.name, { company: party.name, isParty: true })
    else if (!question.hasUnknownRecipient && recipients.length > 0) found.set(name, { company: name, isParty: false })
  }
  for (const name of addressed.places) {
    const party = parties.find((one) => !recipientIds.has(one.partyId) && companyCore(one.name) === companyCore(name))
    if (party) found.set(party.name, { company: party.name, isParty: true })
  }
  return [...found.values()]
}

const isBranchOf = (name: string, party: string) =>
  companyCore(party).length >= 3 && companyCore(name).startsWith(companyCore(party))
