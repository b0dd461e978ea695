const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./"
const CYRILLIC = 'ёйцукенгшщзхъфывапролджэячсмитьбю.'
const LATIN_SHIFTED = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?@#$^&'
const CYRILLIC_SHIFTED = 'ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"№;:?'

const pairs = (from: string, to: string) => [...from].map((sign, i): [string, string] => [sign, to[i]!])
const toCyrillic = new Map([...pairs(LATIN, CYRILLIC), ...pairs(LATIN_SHIFTED, CYRILLIC_SHIFTED)])
const toLatin = new Map([...pairs(CYRILLIC, LATIN), ...pairs(CYRILLIC_SHIFTED, LATIN_SHIFTED)])

/** What the same keys give with the Russian layout: "gfhjkm" is "пароль". */
export const asRussianKeys = (text: string): string => [...text].map((sign) => toCyrillic.get(sign) ?? sign).join('')

/** What the same keys give with the English layout: "руддщ" is "hello". */
export const asEnglishKeys = (text: string): string => [...text].map((sign) => toLatin.get(sign) ?? sign).join('')
