import file from './zones.json' with { type: 'json' }

/** A clock of Russia: its IANA names, its offset from UTC (no summer time) and its name by Moscow time. */
export type Clock = { offset: string; msk: string; iana: readonly string[] }

/** The 11 clocks from Kaliningrad to Kamchatka, west to east. */
export const RUSSIAN_CLOCKS: readonly Clock[] = file.zones

/** The clock that a zone of Russia lives by, or null for a zone elsewhere. The label to show is `msk` ("MSK+7"). */
export const clockOf = (zone: string): Clock | null => RUSSIAN_CLOCKS.find((clock) => clock.iana.includes(zone)) ?? null
