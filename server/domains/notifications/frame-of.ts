import type { Platform } from '#platform/platform'
import type { Frame } from './render.ts'

/** Who the mails say they are from: all of it settings (GEN-1). */
export const frameOf = ({ config: { agency, http, mail }, mode }: Pick<Platform, 'config' | 'mode'>): Frame => ({
  agencyName: { ru: agency.nameRu, en: agency.nameEn },
  address: { ru: agency.addressRu, en: agency.addressEn },
  hotline: agency.phoneFree,
  domain: agency.domain,
  from: mail.from,
  publicUrl: http.publicUrl,
  agencyZone: agency.zone,
  demo: mode === 'demo' && mail.smtpUrl === null,
})
