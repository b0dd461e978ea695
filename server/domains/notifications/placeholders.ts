import type { NoticeEvent } from '#contract/notice-events'
import { texts } from './texts.ts'

/**
 * Every placeholder there is and what may stand in it. A name that is not here fails the tests: texts have no logic of their own.
 * number: a request's 11 digits. when: an instant, a day, or a code of texts.terms. count, workingDays, minutes: whole numbers. term: a code with words in texts.terms, or several.
 * notices: several {event, number}, each said by its subject. link: an address on our own host. ours: names of our catalogues and settings. words: written by people, so never in a subject (C17) and never with a link.
 */
const kinds = {
  number: 'number requestNumbers',
  when: `at availableUntil callAt cancelBy changeBy coolDownUntil dueAt dueDate effectiveAt firstResponseAt lockedUntil newDueDate newEta nextUpdateAt
    objectBy oldDueDate registeredAt reopenBy replyBy resolvedAt startedAt startsAt transferredOn visitAt`,
  count: 'count failures left',
  workingDays: 'daysLeft',
  minutes: 'timeLeft',
  term: 'alarm category change contactType keptWhere limitedActions method priority purpose reason region',
  notices: 'notices',
  link: 'bookLink cancelLink recoveryLink',
  ours: `actNumber agencyName applicationNumber callerNumber chatNumber code component domain dpoContacts errorCode hotline maskedNew officeAddress
    officeName officeShort portalName serviceName statusName ticket verifyCode`,
  words: `actions advice appealInfo assignee dataKinds device documents fields finding impact measures neededDocuments
    nextStep nextSteps operatorName otherBody otherBodyContacts question resolutionSummary risk subject summary supervisorName whatIsNeeded`,
} as const
export type Kind = keyof typeof kinds

const kindByName = new Map(Object.entries(kinds).flatMap(([kind, names]) => names.split(/\s+/).map((name) => [name, kind as Kind] as const)))

/** What may stand in `{{name}}`. Throws for a name that no text may use. */
export function kindOf(name: string): Kind {
  const kind = kindByName.get(name)
  if (kind === undefined) throw new Error(`no placeholder is called ${name}`)
  return kind
}

/** The text with each `{{name}}` replaced; replaced parts are not looked at again. */
export const fill = (text: string, value: (name: string) => string): string => text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => value(name))

export const placeholdersIn = (text: string | null): string[] => [...new Set([...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!))]

/** What an event's mail needs, but for what the settings give. */
export const placeholdersOf = (event: NoticeEvent): string[] => {
  const { subject, body } = texts.ru.events[event]
  return placeholdersIn(`${subject} ${body}`).filter((name) => !fromSettings.has(name))
}

/** The same of an event's text message. */
export const placeholdersOfSms = (event: NoticeEvent): string[] => placeholdersIn(texts.ru.events[event].sms).filter((name) => !fromSettings.has(name))

/** Given by the settings; the host of a code stands on the last line of its text message. */
export const fromSettings: ReadonlySet<string> = new Set(['agencyName', 'portalName', 'domain', 'hotline'])
