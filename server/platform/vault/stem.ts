/// <reference path="./snowball-stemmers.d.ts" />
import snowball from 'snowball-stemmers'

const russian = snowball.newStemmer('russian')
const english = snowball.newStemmer('english')

const isCyrillic = (code: number) => code >= 0x400 && code <= 0x52f
const isLatin = (code: number) => (code >= 0x61 && code <= 0x7a) || (code >= 0xc0 && code <= 0x24f)

// Forms that no ending rule joins, of words that citizens write daily.
const IRREGULAR = new Map<string, string>(
  Object.entries({
    день: 'день дня дней дню днем днями днях дни дне',
    деньг: 'деньги денег деньгам деньгами деньгах',
    письм: 'письмо письма писем письму письмом письмами письмах письме',
    человек: 'человек человека человеку человеком люди людей людям людьми людях',
    дет: 'ребенок ребенка ребенку ребенком ребенке дети детей детям детьми детях',
    год: 'год года году годом годы годов годах годам лет',
    прийт: 'пришел пришла пришло пришли прийти придет придут приду',
    войт: 'вошел вошла вошло вошли войти войдет войду войдите',
    выйт: 'вышел вышла вышло вышли выйти выйдет выйду',
    дочь: 'дочь дочери дочерью дочерей',
    мать: 'мать матери матерью матерей',
    брак: 'брак брака браке браком браку браки браков', // else it meets the fleeting vowel of 'брок'
    суд: 'суд суда суду судом суде суды судов судам судами судах',
    сут: 'сутки суток суткам сутками сутках',
  }).flatMap(([stem, forms]) => forms.split(' ').map((form): [string, string] => [form, stem])),
)

const CONSONANT = 'бвгджзклмнпрстфхцчшщ'
const ENDS_IN_VOWELS = /[аеиоуыэюяйь]+$/
const FLEETING_IN_K = new RegExp(`([${CONSONANT}])ь?[ое]к$`) // справок, звонок, ошибок; пенек, ларек
const FLEETING_AFTER_VOWEL = /([аеиоуыэюя])ек$/ // копеек beside копейка
const SOFT_K = new RegExp(`([${CONSONANT}])ьк$`) // копильк(а) beside копилок
const FLEETING_IN_TS = new RegExp(`([${CONSONANT}])(?:е|ь)ц$`) // владелец beside владельца

/**
 * The Russian Snowball stem, then three repairs, alike for all forms: left-over vowels ('отказа' of 'отказали'), nouns in -пись
 * (Snowball takes their 'сь' for a reflexive verb), and fleeting vowels ('справок' beside 'справка').
 */
function russianStem(word: string): string {
  const known = IRREGULAR.get(word)
  if (known !== undefined) return known
  let stem = word.endsWith('пись') ? word.slice(0, -1) : russian.stem(word)
  const bare = stem.replace(ENDS_IN_VOWELS, '')
  if (bare.length >= 3) stem = bare
  return stem.replace(FLEETING_AFTER_VOWEL, '$1йк').replace(FLEETING_IN_K, '$1к').replace(SOFT_K, '$1к').replace(FLEETING_IN_TS, '$1ц')
}

/** The stem of one word in lower case with `е` for `ё`; numbers and words of other scripts stay as they are. */
export function stemOf(word: string): string {
  let latin = false
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i)
    if (isCyrillic(code)) return russianStem(word)
    latin ||= isLatin(code)
  }
  return latin ? english.stem(word) : word
}
