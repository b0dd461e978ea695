import { parseArgs } from 'node:util'
import { type Command, UsageError } from './command.ts'

export const command: Command = {
  help: `opora world [--again]
opora world codes

Makes the demonstration in an empty store: an agency with a made-up name, its staff, citizens and requests of five weeks. Refused on a store in use.
\`npm start\` does the same on its first start.

  --again  empties a demonstration, also one that was broken off, and makes it anew; stop the service first. Never touches a store without one
  codes    prints login, password and the code of this moment for everybody who may come to the desk of the demonstration`,

  async run(args) {
    const { values, positionals } = parseArgs({ args, options: { again: { type: 'boolean', default: false } }, allowPositionals: true })
    if (positionals.length > 1 || (positionals[0] ?? 'codes') !== 'codes')
      throw new UsageError(`there is no "${positionals.join(' ')}"; codes is what it takes`)
    const { demoCode, demoPassword, demoStaff, makeWorld, WorldRefused } = await import('../../server/world/index.ts')
    const say = (line: string) => process.stderr.write(`${line}\n`)
    if (positionals[0] === 'codes') {
      const now = new Date()
      const left = 30 - (Math.floor(now.getTime() / 1000) % 30)
      for (const { login, roles } of demoStaff) process.stdout.write(`${login.padEnd(14)}${demoPassword}  ${demoCode(login, now)}  ${roles.join(', ')}\n`)
      say(`The codes hold for ${left} s, each is taken once.`)
      return 0
    }
    const { withOpened } = await import('./open.ts')
    return withOpened(async ({ platform, ownerConnection }) => {
      try {
        if (values.again) await (await import('./empty-demo.ts')).emptyDemo(platform, ownerConnection)
        const { requests, refused } = await makeWorld(platform, { now: new Date(), onProgress: say })
        process.stdout.write(`${JSON.stringify({ requests, refused })}\n`)
        return 0
      } catch (error) {
        if (!(error instanceof WorldRefused)) throw error
        say(`opora: ${error.message}`)
        return 1
      }
    })
  },
}
