import { spawn } from 'node:child_process'
import { root } from './modules.ts'

/** What a program wrote and how it ended; both outputs in one text, in the order in which they came. */
export interface Outcome {
  code: number
  output: string
}

/** Runs a program at the project's root. With `show` its output also goes to ours as it comes. */
export function run(
  command: string,
  args: readonly string[],
  { env = {}, show = false }: { env?: Record<string, string | undefined>; show?: boolean } = {},
): Promise<Outcome> {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        if (show) process.stdout.write(text)
      })
    child.on('error', (error) => done({ code: 1, output: error.message }))
    child.on('close', (code) => done({ code: code ?? 1, output }))
  })
}
