import type { Cue } from './cues.ts'
import type { Span } from './passwords.ts'

const DIGIT = 'ноль|нуль|один|одна|два|две|три|четыре|пять|шесть|семь|восемь|девять|zero|oh|one|two|three|four|five|six|seven|eight|nine'
const TEEN =
  'десять|одиннадцать|двенадцать|тринадцать|четырнадцать|пятнадцать|шестнадцать|семнадцать|восемнадцать|девятнадцать|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen'
const TENS = 'двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety'
const HUNDREDS = 'сто|двести|триста|четыреста|пятьсот|шестьсот|семьсот|восемьсот|девятьсот'
const WORD = `(?:${DIGIT}|${TEEN}|${TENS}|${HUNDREDS})`
const RUN = new RegExp(`(?<![\\p{L}\\p{N}])${WORD}(?:[ ,.\\-]{1,2}${WORD}){2,9}(?![\\p{L}\\p{N}])`, 'giu')

const UNIT = /^[ \u00a0]?(?:мин|час|сек|руб|раз|дн|дней|день|сут|недел|мес|лет|год|чел|тыс|hour|min|day|week|month|year|time|thousand|hundred)/iu
const CODE_BEHIND = /^[ ,\u00a0-]{0,3}(?:это |вот |is |was )?(?:мой |такой |my |the )?(?:код|code|(?:из|в|from) (?:смс|sms|the text))/iu
const FAR = 40

/** Codes said in words: "четыре восемь два девять", "сорок восемь двадцать девять"; three words at least, with their cue or when one is awaited. */
export function spelledIn(text: string, cues: readonly Cue[], expectsCode: boolean): Span[] {
  const found: Span[] = []
  for (const { 0: words, index: start } of text.matchAll(RUN)) {
    const end = start + words.length
    if (UNIT.test(text.slice(end, end + 12))) continue
    const cue = cues.findLast((one) => one.end <= start)
    const isCued =
      cue !== undefined &&
      (cue.kind === 'code' || cue.kind === 'sms' || cue.kind === 'cvv') &&
      start - cue.end <= FAR &&
      !/[!?;•]|\.\s/.test(text.slice(cue.end, start))
    if (isCued || expectsCode || CODE_BEHIND.test(text.slice(end, end + 32))) found.push({ start, end })
  }
  return found
}
