import type { Place } from '#platform/vault/index'

/** Binds a factor's secret to its row: moved to another person's row it does not open. */
export const secretPlace = (factorId: string): Place => ({ table: 'staff_factor', column: 'secret', id: factorId })
