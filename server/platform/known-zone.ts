const zones = new Set(Intl.supportedValuesOf('timeZone'))

/** The IANA zone, if it is one; a browser may say anything. */
export const knownZone = (zone: string | undefined): string | undefined => (zone !== undefined && zones.has(zone) ? zone : undefined)
