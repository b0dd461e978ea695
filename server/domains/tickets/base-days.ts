import type { DueMove, FrozenWhy } from './model.ts'

const isExtension = ({ reason }: DueMove): boolean => reason === 'additional_analysis' || reason === 'missing_information'
const beginsAnew = ({ reason }: DueMove): boolean => reason === 'reclassified' || reason === 'reopened'

/** The extensions that the present date rests on, oldest first: those since the class changed or the request was reopened. */
export function extensionsIn({ moves }: Pick<FrozenWhy, 'moves'>): DueMove[] {
  return moves.slice(moves.findLastIndex(beginsAnew) + 1).filter(isExtension)
}

/** Working days of the class alone, as promised at the last count from receipt; extensions not counted. */
export const baseDaysOf = (why: Pick<FrozenWhy, 'moves' | 'workingDays'>): number =>
  why.workingDays - extensionsIn(why).reduce((days, { workingDays = 0 }) => days + workingDays, 0)
