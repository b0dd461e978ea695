import type { Platform } from '#platform/platform'
import { releasedIn } from './queries/released.ts'
import type { Frame } from './render.ts'

/** Who the mails say they are from, all of it settings (GEN-1), and the texts that the agency has made its own. */
export const frameOf = ({ config: { agency, http, mail }, mode, store }: Pick<Platform, 'config' | 'mode' | 'store'>): Frame => ({
  agencyName: { ru: agency.nameRu, en: agency.nameEn },
  address: { ru: agency.addressRu, en: agency.addressEn },
  hotline: agency.phoneFree,
  domain: agency.domain,
  from: mail.from,
  publicUrl: http.publicUrl,
  agencyZone: agency.zone,
  notice: mode === 'demo' && mail.smtpUrl === null ? 'demo' : null,
  texts: releasedIn(store),
})
