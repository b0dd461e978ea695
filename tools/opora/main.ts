import { UsageError } from './command.ts'
import { COMMANDS } from './commands.ts'

const HELP = `opora <command> [options]

${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(16)}${summary}`).join('\n')}

opora <command> --help tells more about a command.`

const asksHelp = (word: string | undefined): boolean => word === '--help' || word === '-h'

async function main([name, ...args]: string[]): Promise<number> {
  if (asksHelp(name)) return say(HELP)
  const entry = COMMANDS.find((known) => known.name === name)
  if (!entry)
    return complain(
      name === undefined ? 'a command is needed' : `there is no command "${name}"`,
      `Commands: ${COMMANDS.map((known) => known.name).join(', ')}.`,
    )
  const { command } = await entry.load()
  if (args.some(asksHelp)) return say(command.help)
  try {
    return await command.run(args)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    // parseArgs names the option it does not know; its advice on "--" after the first sentence does not fit here.
    const misread = 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
    if (misread || error instanceof UsageError)
      return complain(misread ? (error.message.split('. ')[0] ?? '') : error.message, `Help: opora ${entry.name} --help`)
    throw error
  }
}

function say(text: string): number {
  process.stdout.write(`${text}\n`)
  return 0
}

function complain(problem: string, advice: string): number {
  process.stderr.write(`opora: ${problem}. ${advice}\n`)
  return 2
}

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
process.exitCode = await main(process.argv.slice(2))
