/** The door of learning: what people teach the assistant. */
export { editors, mayEdit } from './access.ts'
export { propose, takeBackProposal } from './commands/propose.ts'
export type { UnderstoodFact } from './model.ts'
export { nameless } from './nameless.ts'
export { type Corrected, correctionsSince } from './queries/corrections.ts'
export { type Learned, learnedEdition, learnedNow } from './queries/models.ts'
export { proposalsOf } from './queries/wordings.ts'
