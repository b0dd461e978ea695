/** Classes of terms; `dataChange` is the procedure of changing personal data. */
export type TermClass = 'urgent' | 'standard' | 'complex' | 'dataChange'
export const TERM_CLASSES: readonly TermClass[] = ['urgent', 'standard', 'complex', 'dataChange']

/** Working days to the solution, by class. */
export type Terms = Readonly<Record<TermClass, number>>
export const DEFAULT_TERMS: Terms = { urgent: 1, standard: 5, complex: 10, dataChange: 5 }

export const isTermClass = (word: unknown): word is TermClass => TERM_CLASSES.includes(word as TermClass)
