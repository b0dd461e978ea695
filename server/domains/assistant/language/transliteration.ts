/** Longest first; several ways of writing meet in one Russian spelling. */
const SOUNDS: [string, string][] = [
  ['shch', 'щ'],
  ['tsia', 'циа'],
  ['tsya', 'тся'],
  ['tstv', 'тств'],
  ['sch', 'щ'],
  ['yo', 'е'],
  ['jo', 'е'],
  ['zh', 'ж'],
  ['kh', 'х'],
  ['ts', 'ц'],
  ['ch', 'ч'],
  ['sh', 'ш'],
  ['yu', 'ю'],
  ['ju', 'ю'],
  ['iu', 'ю'],
  ['ya', 'я'],
  ['ja', 'я'],
  ['ia', 'я'],
  ['ye', 'е'],
  ['ck', 'к'],
  ['ph', 'ф'],
  ["'", 'ь'],
  ['’', 'ь'],
  ['a', 'а'],
  ['b', 'б'],
  ['v', 'в'],
  ['w', 'в'],
  ['g', 'г'],
  ['d', 'д'],
  ['e', 'е'],
  ['z', 'з'],
  ['i', 'и'],
  ['j', 'й'],
  ['k', 'к'],
  ['l', 'л'],
  ['m', 'м'],
  ['n', 'н'],
  ['o', 'о'],
  ['p', 'п'],
  ['q', 'к'],
  ['r', 'р'],
  ['s', 'с'],
  ['t', 'т'],
  ['u', 'у'],
  ['f', 'ф'],
  ['h', 'х'],
  ['c', 'ц'],
  ['x', 'кс'],
  ['y', 'ы'],
]
const CONSONANT = /[бвгджзклмнпрстфхцчшщ]$/
const VOWEL = /[аеиоуыэюя]$/

/** Russian written in Latin letters, in Cyrillic: "ne prihodit kod", "vosstanovlenie". Single signs that are no letters stay. */
export function asRussianSounds(text: string): string {
  let russian = ''
  const small = text.toLowerCase()
  for (let i = 0; i < small.length; ) {
    // 4 is ч inside a word: "4to", "po4ta", not in "4 дня".
    if (small[i] === '4' && /[a-z]/.test(small[i + 1] ?? '')) {
      russian += 'ч'
      i++
      continue
    }
    if (small[i] === '6' && /[a-z]/.test(small[i + 1] ?? '')) {
      russian += 'ш'
      i++
      continue
    }
    const sound = SOUNDS.find(([latin]) => small.startsWith(latin, i))
    if (sound === undefined) {
      russian += small[i]
      i++
      continue
    }
    const [latin, cyrillic] = sound
    i += latin.length
    // "novye": an ending, where "ye" at the beginning or behind a vowel is one sound.
    if (latin === 'ye' && CONSONANT.test(russian) && !/[a-z]/.test(small[i] ?? '')) {
      russian += 'ые'
      continue
    }
    // "moy", "kabinety i": y and i behind a vowel are й at the end of a word or before a consonant.
    const isShort = (latin === 'y' || latin === 'i') && VOWEL.test(russian) && !/[aeiouy]/.test(small[i] ?? '')
    russian += isShort ? 'й' : cyrillic
  }
  return russian
}
