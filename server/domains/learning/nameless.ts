import { withSigns } from '#domains/assistant/index'
import { mask } from '#platform/masker/index'
import { isFirstName } from './first-names.ts'

const NAME = '<name>'

const PATRONYMIC = /^\p{L}{2,}(?:ович|евич|ьич|овн|евн|иничн)(?:а|у|ы|е|ем|ой|ом)?$/iu
/** Behind these words stands a name, in small letters too. */
const INTRODUCTION = /(?:меня зовут|зовут меня|мое имя|моё имя|моя фамилия|фамилия|это пишет|с уважением|my name is|i am called|surname is|regards),?\s+$/iu
const WORD = /\p{L}+(?:-\p{L}+)*/gu
const MOST_NAMES_IN_A_ROW = 3

type Words = Pick<ReadonlySet<string>, 'has'>

/**
 * A text that somebody else will read and a model will learn from: secrets, addresses and numbers go by their shapes (what the classifier reads for
 * them stands in their place), names by a list of first names, as unknown words in capitals, as patronymics, and by what leads them. `known`
 * are the words of our own texts, in small letters. It hides too much rather than too little; an editor reads the rest.
 */
export function nameless(text: string, known: Words): string {
  const plain = withSigns(mask(text.normalize('NFC')).text)
  return withoutNames(plain, known)
    .replaceAll(/\s+(?=[\s,.;:]|$)/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}

function withoutNames(text: string, known: Words): string {
  let introduced = 0
  let after = -1
  const hidden = text.replace(WORD, (word, at: number) => {
    // One of our own signs.
    if (text[at - 1] === '<' && text[at + word.length] === '>') return word
    const before = text.slice(Math.max(0, at - 40), at)
    if (INTRODUCTION.test(before)) introduced = MOST_NAMES_IN_A_ROW
    else if (after >= 0 && !/^[\s.]*$/u.test(text.slice(after, at))) introduced = 0
    after = at + word.length
    const small = word.toLowerCase().replaceAll('ё', 'е')
    const isInCapitals = /^\p{Lu}/u.test(word)
    const isUnknown = !small.split('-').every((part) => known.has(part))
    const isIntroduced = introduced > 0 && (isInCapitals || isUnknown)
    const isGiven = PATRONYMIC.test(word) || isFirstName(small, isInCapitals)
    if (!isIntroduced && !isGiven && !(isInCapitals && isUnknown)) {
      introduced = 0
      return word
    }
    // Behind a first name stands a surname, in small letters too.
    introduced = Math.max(introduced - 1, isGiven ? 1 : 0)
    return NAME
  })
  return hidden.replaceAll(/<name>(?:[\s.]*<name>)+/gu, NAME)
}
