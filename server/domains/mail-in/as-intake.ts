import { limits } from '#contract/tickets'
import type { Letter } from './model.ts'
import { type MailTexts, texts } from './texts.ts'
import { visibleText } from './visible-text.ts'

/** Secrets are masked with longer words than they had: room for them. */
const ROOM = 200

/** By its letters: nearly all who write without one Cyrillic letter read English. */
export const langOf = ({ subject, text }: Pick<Letter, 'subject' | 'text'>): 'ru' | 'en' =>
  /\p{Script=Cyrillic}/u.test(`${subject} ${text}`) || !/[a-z]/i.test(`${subject}${text}`) ? 'ru' : 'en'

export interface NotTaken {
  name: string
  code: string
}

/** What was not taken, in a line of its own at the end. */
function notTakenLine(words: MailTexts, notTaken: readonly NotTaken[]): string {
  if (notTaken.length === 0) return ''
  const named = notTaken
    .slice(0, 20)
    .map(({ name, code }) => `${name || words.noName} (${words.refused[code as keyof MailTexts['refused']] ?? words.refused['file.type']})`)
  return `${words.notTaken} ${named.join(', ')}.`
}

/** Cut to what a message holds; the whole stays in the letter. */
function fitted(text: string, end: string, most: number, words: MailTexts): string {
  const whole = [text, end].filter(Boolean).join('\n\n')
  if ([...whole].length <= most - ROOM) return whole
  const tail = ['...', words.goesOn, end].filter(Boolean).join('\n\n')
  return `${[...text].slice(0, Math.max(0, most - ROOM - [...tail].length)).join('')}${tail}`
}

/** The subject and the description of a request made of a letter, as a form would have them. */
export function asIntake(letter: Pick<Letter, 'subject' | 'text'>, notTaken: readonly NotTaken[]): { subject: string; description: string; lang: 'ru' | 'en' } {
  const lang = langOf(letter)
  const words = texts[lang]
  const subject = letter.subject.length >= limits.subject.min ? letter.subject : `${words.subject} ${letter.subject}`.trim()
  const text = letter.text || words.noText
  const whole = fitted(text, notTakenLine(words, notTaken), limits.description.max, words)
  return {
    lang,
    subject: [...subject].slice(0, limits.subject.max - 30).join(''),
    description: [...whole].length < limits.description.min ? `${words.description} ${whole}` : whole,
  }
}

/** The words of an answer: what is new in it. */
export function asWords(letter: Pick<Letter, 'subject' | 'text'>, notTaken: readonly NotTaken[]): string {
  const words = texts[langOf(letter)]
  return fitted(visibleText(letter.text).text || words.noText, notTakenLine(words, notTaken), limits.message.max, words)
}
