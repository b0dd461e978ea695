const RUSSIAN = 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'
const LATIN = 'a b v g d e e zh z i y k l m n o p r s t u f h ts ch sh sch  y  e yu ya'.split(' ')
const WORDS = 6

/** A name for addresses out of a title: its first words in small Latin letters. */
export function nameOfArticle(title: string): string {
  const latin = [...title.toLowerCase()].map((letter) => LATIN[RUSSIAN.indexOf(letter)] ?? letter).join('')
  const words = latin.match(/[a-z0-9]+/g) ?? []
  return words.slice(0, WORDS).join('-').slice(0, 70).replace(/-$/, '') || 'article'
}
