import * as lemmas from './lemmas.ts'

const hissing = /[жчшщ]$/
const velar = /[кгх]$/

/** документ: ten forms of a masculine noun without a fleeting vowel. */
export function masculine(word: string): string[] {
  const plural = hissing.test(word) || velar.test(word) ? 'и' : 'ы'
  const soft = hissing.test(word) || word.endsWith('ц')
  return ['', 'а', 'у', soft ? 'ем' : 'ом', 'е', plural, hissing.test(word) ? 'ей' : word.endsWith('ц') ? 'ев' : 'ов', 'ам', 'ами', 'ах'].map(
    (end) => word + end,
  )
}
const onStem = (word: string, cut: number, ends: readonly string[]) => ends.map((end) => word.slice(0, -cut) + end)
const masculineSoft = (word: string) => onStem(word, 1, ['ь', 'я', 'ю', 'ем', 'е', 'и', 'ей', 'ям', 'ями', 'ях'])
/** The genitive plural is left out: it often takes a fleeting vowel. */
function feminine(word: string): string[] {
  const stem = word.slice(0, -1)
  return onStem(word, 1, [
    'а',
    velar.test(stem) || hissing.test(stem) ? 'и' : 'ы',
    'е',
    'у',
    hissing.test(stem) || stem.endsWith('ц') ? 'ей' : 'ой',
    'ам',
    'ами',
    'ах',
  ])
}
const feminineIya = (word: string) => onStem(word, 2, ['ия', 'ии', 'ию', 'ией', 'ий', 'иям', 'иями', 'иях'])
const feminineSoft = (word: string) => onStem(word, 1, ['ь', 'и', 'ью', 'ей', /[жчшщ]ь$/.test(word) ? 'ам' : 'ям', /[жчшщ]ь$/.test(word) ? 'ами' : 'ями'])
const neuter = (word: string) => onStem(word, 1, ['о', 'а', 'у', 'ом', 'е', 'ам', 'ами', 'ах'])
const neuterIye = (word: string) => onStem(word, 2, ['ие', 'ия', 'ию', 'ием', 'ии', 'ий', 'иям', 'иями', 'иях'])
const adjective = (word: string) => onStem(word, 2, [word.slice(-2), 'ого', 'ому', 'ым', 'ом', 'ая', 'ой', 'ую', 'ое', 'ые', 'ых', 'ыми'])
const adjectiveSoft = (word: string) => onStem(word, 2, ['ий', 'ого', 'ому', 'им', 'ом', 'ая', 'ой', 'ую', 'ое', 'ие', 'их', 'ими'])
const verbFirst = (word: string) => onStem(word, 2, ['ть', 'ю', 'ет', 'ем', 'ют', 'л', 'ла', 'ли'])
const verbSecond = (word: string) => onStem(word, 3, ['ить', 'ит', 'им', 'ил', 'ила', 'или'])

const inflected = (words: readonly string[], forms: (word: string) => string[]) => words.map(forms)

const groups = [
  inflected(lemmas.masculine, masculine),
  inflected(lemmas.neuterIye, neuterIye),
  inflected(lemmas.feminine, feminine),
  inflected(lemmas.verbsFirst, verbFirst),
  inflected(lemmas.adjectives, adjective),
  inflected(lemmas.feminineIya, feminineIya),
  inflected(lemmas.verbsSecond, verbSecond),
  inflected(lemmas.masculineSoft, masculineSoft),
  inflected(lemmas.neuter, neuter),
  inflected(lemmas.feminineSoft, feminineSoft),
  inflected(lemmas.adjectivesSoft, adjectiveSoft),
]

/** All words of the running text, one array of forms per word, the frequent ones first: the lists are dealt like cards. */
export const vocabulary: readonly (readonly string[])[] = (() => {
  const seen = new Set<string>()
  const dealt: string[][] = []
  for (let i = 0; i < Math.max(...groups.map((group) => group.length)); i++)
    for (const group of groups) {
      const forms = group[i]
      if (!forms || seen.has(forms[0]!)) continue
      seen.add(forms[0]!)
      dealt.push(forms)
    }
  return dealt
})()

export const planted = {
  rare: inflected(lemmas.plantedRare, masculine),
  middle: inflected(lemmas.plantedMiddle, masculine),
  common: inflected(lemmas.plantedCommon, masculine),
}
