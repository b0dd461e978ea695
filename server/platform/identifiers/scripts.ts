const LATIN = /\p{Script=Latin}/u
const CYRILLIC = /\p{Script=Cyrillic}/u

/** In a word that mixes Cyrillic and Latin letters, the first letter of the rarer of the two (Latin when even); null when it does not mix. */
export function foreignLetter(word: string): string | null {
  const latin = Array.from(word).filter((sign) => LATIN.test(sign))
  const cyrillic = Array.from(word).filter((sign) => CYRILLIC.test(sign))
  if (latin.length === 0 || cyrillic.length === 0) return null
  return (latin.length <= cyrillic.length ? latin[0] : cyrillic[0]) ?? null
}
