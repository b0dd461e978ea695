import type { Platform } from '#platform/platform'
import type { Place } from '#platform/vault/index'

const place = (id: string): Place => ({ table: 'staff', column: 'email', id })

/** An employee's address, sealed by the service key of staff. */
export const sealEmail = ({ vault }: Pick<Platform, 'vault'>, id: string, address: string): Buffer => vault.sealService('staff', place(id), address)
export const openEmail = ({ vault }: Pick<Platform, 'vault'>, id: string, sealed: Buffer): string => vault.openService('staff', place(id), sealed)
