import { relative } from 'node:path'
import { agency } from './groups-rules.ts'
import type { Config } from './load.ts'
import type { Problem } from './settings.ts'

/** Numbers known from advertising or from the example the service was described with, digits only, without the leading 7 or 8. */
const samplePhones = new Set(['8005553535', '8000000001', '4950000001', '8001234567', '4951234567'])

const isSamplePhone = (value: string): boolean => {
  const digits = value.replace(/\D/g, '').replace(/^[78](?=\d{10}$)/, '')
  // A code or number that is one digit over and over (000-00-00, 111-11-11) belongs to nobody.
  return samplePhones.has(digits) || /^(\d)\1*$/.test(digits.slice(3)) || digits.length < 6
}

/** Domains set aside for examples (RFC 2606, RFC 6761), and names people type to get past a form. */
const isSampleDomain = (value: string): boolean =>
  /(^|\.)(example|test|invalid|localhost|local)$|(^|[.@])example\.[a-z]+$|^(portal|agency|domain)\.(ru|org|com)$/i.test(value)

const isSampleName = (value: string): boolean =>
  /^(образец|пример|тест|sample|example|test)|«образец»|«пример»|sample agency|примерн|образцов|obraztsov/i.test(value)

const isSampleAddress = (value: string): boolean => isSampleDomain(value.split('@')[1] ?? value) || value.includes('*')

function sampleAgencyValues(config: Config): Problem[] {
  const looks: Record<keyof typeof agency, ((value: string) => boolean) | null> = {
    nameRu: isSampleName,
    nameEn: isSampleName,
    domain: isSampleDomain,
    phoneFree: isSamplePhone,
    phoneCity: isSamplePhone,
    email: isSampleAddress,
    addressRu: isSampleName,
    addressEn: isSampleName,
    zone: null,
    opensAt: null,
    closesAt: null,
    hotlineOpensAt: null,
    hotlineClosesAt: null,
  }
  return Object.entries(looks).flatMap(([name, looksLikeSample]) => {
    const key = name as keyof typeof agency
    const value = config.agency[key]
    if (!looksLikeSample || (value !== agency[key].default && !looksLikeSample(value))) return []
    return [{ setting: agency[key].env, why: value === agency[key].default ? 'is not set' : `"${value}" is a sample value` }]
  })
}

/** Is the file kept apart from what it opens? */
const isInside = (path: string, folder: string): boolean => !relative(folder, path).startsWith('..')

/** Over TLS, or to a relay on this machine or beside us: a name without a dot is found in a private network only. */
const isGuarded = (address: string): boolean => {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || protocol === 'smpps:' || /^(127\.|\[::1\]$)/.test(hostname) || !hostname.includes('.')
}

/**
 * What still keeps this installation from serving real people; empty when nothing does.
 * `storeIsDemo` says that the store holds the demo world, whose accounts everybody knows.
 */
export function productionProblems(config: Config, storeIsDemo = false): Problem[] {
  const { http, keys, mail, mailIn, sms, store } = config
  const host = new URL(http.publicUrl).hostname
  const takesMail = mailIn.imapUrl !== null || mailIn.listen !== null
  const wrong: [boolean, string, string][] = [
    [!http.publicUrl.startsWith('https://'), 'PUBLIC_URL', 'must begin with https://, or codes and answers travel in the open'],
    [isSampleDomain(host) || /^(127\.|\[::1\])/.test(host), 'PUBLIC_URL', `${host} is not an address that citizens can reach`],
    [mail.smtpUrl === null, 'SMTP_URL', 'is not set, so no code and no answer would reach anybody'],
    [sms.gatewayUrl !== null && !isGuarded(sms.gatewayUrl), 'SMS_URL', 'must begin with https:// or smpps://, or codes and numbers travel in the open'],
    [takesMail && isSampleAddress(mailIn.address), 'MAIL_IN_ADDRESS', `"${mailIn.address}" is a sample value`],
    [takesMail && mailIn.authservId === null, 'MAIL_IN_AUTHSERV_ID', 'is not set, so no sender of a letter could ever be proved'],
    [mailIn.imapUrl?.startsWith('imap:') === true && !isGuarded(mailIn.imapUrl), 'MAIL_IN_IMAP_URL', 'must begin with imaps://, or letters travel in the open'],
    [/^(0\.0\.0\.0|\[::\]):/.test(mailIn.listen ?? ''), 'MAIL_IN_LISTEN', 'is open to everybody; name the address that only the mail server reaches'],
    [isSampleAddress(mail.from), 'MAIL_FROM', `"${mail.from}" is a sample value`],
    [keys.masterKeyFile === null && keys.masterKeys === null, 'MASTER_KEY_FILE', 'is not set: the keys must not lie beside the data that they open'],
    [
      keys.masterKeyFile !== null && isInside(keys.masterKeyFile, store.dataDir),
      'MASTER_KEY_FILE',
      'lies inside DATA_DIR: a copy of the data would carry its keys',
    ],
    [config.files.clamd === null, 'CLAMD', 'is not set, so attachments would not be scanned for malware'],
    [config.start.dev, '--dev', 'is for development'],
    [storeIsDemo, 'DATA_DIR or DATABASE_URL', 'holds the demo world; begin with an empty store'],
  ]
  return [...sampleAgencyValues(config), ...wrong.filter(([is]) => is).map(([, setting, why]) => ({ setting, why }))]
}
