import { useTexts } from '../texts/texts.tsx'

/** What a gateway or the service itself said about a notice, in plain words; its own code stands in brackets. */
export function useAnswerWords(): (answer: string) => string {
  const { t, maybe } = useTexts()
  return (answer) => {
    const known = maybe(`words.answer.${answer}`)
    if (known) return known
    if (answer.startsWith('stored')) return t('words.answer.stored')
    if (/^[45]\d\d$/.test(answer)) return t('words.answer.refused', { code: answer })
    if (/^E[A-Z]+$/.test(answer)) return t('words.answer.network', { code: answer })
    return answer
  }
}
