import { generateSync } from 'otplib'
import type { Role, Team } from '#contract/staff'
import { sha256 } from '#platform/vault/index'

/** The people of the demonstration's agency. Everybody may know how they sign in: it is printed, and there is nothing real to see. */
export interface DemoStaff {
  login: string
  name: string
  roles: readonly Role[]
  teams: readonly Team[]
  lang: 'ru' | 'en'
}
const person = (login: string, name: string, roles: Role[], teams: Team[], lang: 'ru' | 'en' = 'ru'): DemoStaff => ({ login, name, roles, teams, lang })

export const demoStaff: readonly DemoStaff[] = [
  person('operator', 'Анна Ветлугина', ['operator'], ['first_line']),
  person('operator2', 'Тимур Рахимов', ['operator'], ['first_line'], 'en'),
  person('specialist', 'Мария Корнеева', ['specialist'], ['documents']),
  person('specialist2', 'Лев Остапенко', ['specialist'], ['documents']),
  person('technician', 'Егор Демин', ['technician'], ['technical']),
  person('supervisor', 'Ольга Стрешнева', ['supervisor'], ['first_line', 'documents', 'technical']),
  person('security', 'Роман Заречный', ['security_officer'], ['security']),
  person('clerk', 'Инна Полозова', ['mfc_clerk'], []),
  person('editor', 'Светлана Юдина', ['editor'], []),
  person('auditor', 'Борис Чагин', ['auditor'], []),
  person('admin', 'Павел Громов', ['admin'], []),
]

/** One for all, and well known: it opens nothing but a demonstration. */
export const demoPassword = 'olive-kettle-rides-north'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** Base32 of 20 bytes (RFC 4648, no padding), as authenticator apps take it; the same at every installation. */
export function demoSecret(login: string): string {
  const bits = [...sha256(`opora demo ${login}`).subarray(0, 20)].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('')
}

/** The six digits an app would show at `now`; they hold for 30 seconds and are taken once. */
export const demoCode = (login: string, now: Date): string => generateSync({ secret: demoSecret(login), epoch: Math.floor(now.getTime() / 1000) })
