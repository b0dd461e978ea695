import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { account, oidc, push, sms } from './groups-accounts.ts'
import { agency, chat, deadlines, intake, signIn } from './groups-rules.ts'
import { files, http, keys, kiosk, llm, mail, mailIn, process as part, start, store, widget } from './groups-server.ts'
import { type OidcProvider, readProviders } from './oidc-providers.ts'
import { type Problem, readGroup, readSettingsFile, type Setting, type Values } from './settings.ts'

const groups = {
  http,
  process: part,
  store,
  keys,
  mail,
  mailIn,
  files,
  agency,
  deadlines,
  intake,
  chat,
  signIn,
  account,
  sms,
  push,
  oidc,
  widget,
  kiosk,
  llm,
  start,
}

type Groups = { [G in keyof typeof groups]: Values<(typeof groups)[G]> }

/** Every setting with its value, read once at start and passed on as an argument. docs/operating.md lists them. */
export interface Config extends Omit<Groups, 'http' | 'start' | 'mail' | 'mailIn' | 'oidc'> {
  http: Omit<Groups['http'], 'host' | 'publicUrl'> & { host: string; publicUrl: string }
  mail: Omit<Groups['mail'], 'from'> & { from: string }
  mailIn: Omit<Groups['mailIn'], 'address'> & { address: string }
  oidc: { providers: readonly OidcProvider[] }
  start: {
    /** Real people and real data: sample values, missing mail and the like are refused. */
    production: boolean
    /** An empty store gets no demo world but a one-time link for the first administrator. Production implies it. */
    empty: boolean
    /** Browser files come from Vite as they are edited. */
    dev: boolean
  }
}

/** Everything that is wrong with the settings, at once: nobody should mend them one start at a time. */
export class ConfigError extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(`The settings need mending:\n${problems.map((one) => `  ${one.setting}: ${one.why}`).join('\n')}`)
    this.problems = problems
  }
}

const options = ['--production', '--empty', '--dev']

/** The KEY=value file: OPORA_CONFIG, else opora.env in the data folder where there is one. The environment wins over it. */
function settingsFile(env: Record<string, string | undefined>): string | null {
  if (env['OPORA_CONFIG']) return env['OPORA_CONFIG']
  const beside = join(env['DATA_DIR'] || store.dataDir.default || '', 'opora.env')
  return existsSync(beside) ? beside : null
}

function readFile(env: Record<string, string | undefined>, problems: Problem[]): Record<string, string> {
  const path = settingsFile(env)
  if (path === null) return {}
  try {
    const values = readSettingsFile(path)
    const known = new Set(['NODE_ENV', ...Object.values(groups).flatMap((group) => Object.values(group).map((setting) => setting.env))])
    for (const key of Object.keys(values)) if (!known.has(key)) problems.push({ setting: key, why: `is no setting of ours (in ${path})` })
    return values
  } catch (error) {
    problems.push({ setting: env['OPORA_CONFIG'] ? 'OPORA_CONFIG' : path, why: `cannot be read: ${(error as Error).message}` })
    return {}
  }
}

/** Settings that only make sense together. */
function contradictions(values: Groups): Problem[] {
  const s3 = [values.files.s3Endpoint, values.files.s3Bucket, values.files.s3Region, values.files.s3Key, values.files.s3Secret]
  const given = s3.filter((one) => one !== null).length
  const wrong: [boolean, string, string][] = [
    [given > 0 && given < s3.length, 'S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_KEY, S3_SECRET', 'set all five or none'],
    [values.agency.opensAt >= values.agency.closesAt, 'AGENCY_CLOSES_AT', 'must be later than AGENCY_OPENS_AT'],
    [values.keys.masterKeyFile !== null && values.keys.masterKeys !== null, 'MASTER_KEYS', 'set this or MASTER_KEY_FILE, not both'],
    [values.store.databaseOwnerUrl !== null && values.store.databaseUrl === null, 'DATABASE_OWNER_URL', 'needs DATABASE_URL beside it'],
    [values.signIn.staffIdleMinutes > values.signIn.staffTotalMinutes, 'STAFF_IDLE_MINUTES', 'must not be more than STAFF_TOTAL_MINUTES'],
    [values.llm.url !== null && values.llm.model === null, 'LLM_MODEL', 'is needed beside LLM_URL'],
    [(values.push.vapidPublic === null) !== (values.push.vapidPrivate === null), 'PUSH_VAPID_PUBLIC, PUSH_VAPID_PRIVATE', 'set both or none'],
    [values.account.idleMinutes > values.account.totalMinutes, 'ACCOUNT_IDLE_MINUTES', 'must not be more than ACCOUNT_TOTAL_MINUTES'],
    [values.account.passwordMinWithFactor > values.account.passwordMin, 'PASSWORD_MIN_WITH_FACTOR', 'must not be more than PASSWORD_MIN'],
    [values.account.firstLockMinutes > values.account.longestLockMinutes, 'ACCOUNT_FIRST_LOCK_MINUTES', 'must not be more than ACCOUNT_LONGEST_LOCK_MINUTES'],
    [values.http.headersTimeoutSeconds > values.http.requestTimeoutSeconds, 'HEADERS_TIMEOUT_SECONDS', 'must not be more than REQUEST_TIMEOUT_SECONDS'],
  ]
  return wrong.filter(([is]) => is).map(([, setting, why]) => ({ setting, why }))
}

/**
 * Reads all settings from the environment and the settings file. `args` are those of the command line.
 * Throws ConfigError with every bad setting. Whether a production start may go on is asked separately: productionProblems.
 */
export function loadConfig(args: readonly string[] = process.argv.slice(2), environment: Record<string, string | undefined> = process.env): Config {
  const problems: Problem[] = args.filter((arg) => !options.includes(arg)).map((arg) => ({ setting: arg, why: `is unknown; there are ${options.join(', ')}` }))
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()))
  const env = { ...readFile(set, problems), ...set }
  const read = <S extends Record<string, Setting<unknown>>>(group: S) => readGroup(group, env, problems)
  const values = Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, read(group)])) as Groups
  const outside = readProviders(values.oidc.list, values.oidc.countryProfile)
  problems.push(...contradictions(values), ...outside.problems)
  if (problems.length > 0) throw new ConfigError(problems)

  const production = args.includes('--production') || values.start.production || env['NODE_ENV'] === 'production'
  return {
    ...values,
    http: {
      ...values.http,
      host: values.http.host ?? (production ? '0.0.0.0' : '127.0.0.1'),
      publicUrl: values.http.publicUrl ?? `http://localhost:${values.http.port}`,
    },
    store: { ...values.store, dataDir: resolve(values.store.dataDir) },
    mail: { ...values.mail, from: values.mail.from ?? values.agency.email },
    mailIn: { ...values.mailIn, address: values.mailIn.address ?? values.mail.from ?? values.agency.email },
    oidc: { providers: outside.providers },
    start: { production, empty: production || args.includes('--empty'), dev: args.includes('--dev') },
  }
}

/** All settings for people to read: name in the environment, value when not set, unit. Secrets have no default to show. */
export const describeSettings = (): { env: string; default: string; unit: string }[] =>
  Object.values(groups).flatMap((group) =>
    Object.values(group as Record<string, Setting<unknown>>).map((setting) => ({
      env: setting.env,
      default: setting.default === null ? '' : String(setting.default),
      unit: setting.unit ?? '',
    })),
  )
