import { parseArgs } from 'node:util'
import { createFirstAdmin } from '#domains/staff/index'
import { systemCtx } from '#platform/ctx'
import { errorCode } from '#platform/http/error-code'
import type { Platform } from '#platform/platform'
import { Refusal } from '#platform/refusal'
import { type Command, UsageError } from './command.ts'

export interface AdminWanted {
  login: string
  name: string
  again: boolean
}

export const command: Command = {
  help: `opora create-admin --login LOGIN --name NAME [--again]

Makes an administrator's account and prints its one-time link, once. The link sets a password and a second factor; it is kept as a hash only.
Asked again before the link was used, it prints a new one and the old one is dead.

  --login LOGIN   3 to 100 Latin letters, digits and . _ - @
  --name NAME     as colleagues know the person
  --again         though there is an administrator already: adds another, or, for an administrator's own login,
                  drops password and factors and prints a fresh link (a lost phone)`,

  async run(args) {
    const wanted = adminWanted(args)
    // Opened last: help and wrong words need no database.
    const { withPlatform } = await import('./open.ts')
    const lines = await withPlatform((platform) => madeAdmin(platform, wanted, new Date()))
    process.stdout.write(`${lines.join('\n')}\n`)
    return 0
  },
}

export function adminWanted(args: string[]): AdminWanted {
  const { values } = parseArgs({ args, options: { login: { type: 'string' }, name: { type: 'string' }, again: { type: 'boolean', default: false } } })
  const { login, again } = values
  const name = values.name?.trim()
  if (!login) throw new UsageError('--login is needed')
  if (!name || name.length < 2 || name.length > 200 || /\p{Cc}/u.test(name)) throw new UsageError('--name is needed, 2 to 200 characters')
  return { login, name, again }
}

const why: Record<string, string> = {
  'staff.admin-exists': 'there is an active administrator, who can invite others at the desk; --again makes a link all the same',
  'staff.login-taken': 'the login belongs to somebody who is no administrator or is blocked; an administrator changes that at the desk',
  'body.fields': 'a login has 3 to 100 Latin letters, digits and . _ - @, and begins with a letter or a digit',
}

/** What to print. Throws UsageError with the reason when the account is refused. */
export async function madeAdmin(platform: Platform, wanted: AdminWanted, now: Date): Promise<string[]> {
  try {
    const { link, expiresAt } = await createFirstAdmin(systemCtx(platform, now, errorCode()), wanted)
    return [link, `The link works once, until ${expiresAt.toISOString()}. It is not shown again.`]
  } catch (error) {
    if (error instanceof Refusal && why[error.code]) throw new UsageError(why[error.code])
    throw error
  }
}
