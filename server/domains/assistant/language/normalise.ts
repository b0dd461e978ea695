import { mask, type Secret } from '#platform/masker/index'
import { withoutCourtesy } from './courtesy.ts'

/** Stand for what is no word of its own; the signs survive the splitting into words. */
const URL =
  /(?:https?:\/\/|www\.)[^\s<>"«»]{1,300}|(?<![\p{L}\p{N}@.-])[\p{L}\p{N}-]{2,40}(?:\.[\p{L}\p{N}-]{2,40}){0,3}\.(?:ru|рф|com|org|net|info|su|online|site|xyz|top|click)(?:\/[^\s<>"«»]{0,200})?(?![\p{L}\p{N}])/giu
const MAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,120}\.\p{L}{2,12}/giu
const PHONE = /(?<![\d-])(?:\+?[78][\s(-]{0,2}\d{3}[\s)-]{0,2}\d{3}[\s-]?\d{2}[\s-]?\d{2}|\+\d{1,3}[\s-]?\d[\d\s-]{6,12}\d)(?![\d-])/gu
const NUMBER = /\d[\d.,:/-]*/gu
/** "п а р о л ь", "к-о-д": letters that stand alone, four or more. */
const SPACED = /(?<![\p{L}\p{N}])\p{L}(?:[ \-.]\p{L}){3,30}(?![\p{L}\p{N}])/gu
/** Three and more of one letter are a cry; two may be spelling. */
const CRY = /(\p{L})\1{2,}/gu

const CYRILLIC_FOR: Record<string, string> = { a: 'а', c: 'с', e: 'е', o: 'о', p: 'р', x: 'х', y: 'у', k: 'к', m: 'м', t: 'т', h: 'н', b: 'в' }
const MIXED = /[\p{L}]+/gu

/** A Russian word with some Latin letters that look alike ("пaроль") in Cyrillic. */
function oneScript(word: string): string {
  const cyrillic = word.match(/[а-я]/g)?.length ?? 0
  if (cyrillic === 0 || cyrillic === word.length || cyrillic * 2 < word.length) return word
  return word.replace(/[a-z]/g, (letter) => CYRILLIC_FOR[letter] ?? letter)
}

/**
 * The text as the classifier reads it: small letters, `е` for `ё`, cries shortened, spaced letters joined; secrets, addresses, phones and
 * numbers replaced by what they are. `secrets` are places in the text as it was given.
 */
export function normalised(text: string, { expectsCode = false } = {}): { text: string; secrets: Secret[] } {
  const { secrets } = mask(text, { expectsCode })
  let plain = ''
  let from = 0
  for (const { kind, start, end } of secrets) {
    plain += `${text.slice(from, start)} <${kind}> `
    from = end
  }
  plain += text.slice(from)
  return { text: withoutNumbers(plain), secrets }
}

/** Addresses, telephones and numbers as what they are. */
export const withSigns = (text: string): string => text.replace(MAIL, ' <mail> ').replace(URL, ' <url> ').replace(PHONE, ' <phone> ').replace(NUMBER, ' <n> ')

/** The same for texts that hold no secrets: training, articles. */
export function withoutNumbers(text: string): string {
  const plain = withSigns(
    text
      .normalize('NFKC')
      .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/gu, '')
      .toLowerCase()
      .replaceAll('ё', 'е'),
  )
    .replace(SPACED, (letters) => letters.replace(/[ \-.]/g, ''))
    .replace(CRY, '$1')
    .replace(MIXED, oneScript)
    .replace(/\s+/gu, ' ')
    .trim()
  return withoutCourtesy(plain)
}
