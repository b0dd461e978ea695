import { showRequestNumber } from '#platform/identifiers/index'
import type { Platform } from '#platform/platform'
import { demoPassword } from './staff.ts'
import { demoFact } from './state.ts'

/** What to print once a demonstration is open, by the address under which it is found. */
export async function demoGuide(platform: Platform): Promise<(url: string) => string[]> {
  const fact = await demoFact(platform)
  return (url) => {
    const base = url.replace(/\/$/, '')
    return [
      '',
      'This is a demonstration. Everything in it is made up, nothing leaves this machine.',
      '',
      `  Citizen site   ${base}/   (English: ${base}/en)`,
      `  Desk           ${base}/desk/`,
      `  Signing in     ${base}/demo/sign-in   logins, and the code of each that changes every 30 seconds`,
      `                 all passwords: ${demoPassword}; codes in the terminal: npm run -s opora -- world codes`,
      `  Mail           ${base}/demo/mail   every mail that would have been sent`,
      '',
      ...(fact
        ? [`  Open request ${showRequestNumber(fact.example)} as its citizen: give the number on the site, the code comes to ${base}/demo/mail`, '']
        : []),
      '  To stop: Ctrl+C. To start for real, in a folder of its own: DATA_DIR=./real npm start -- --empty',
      '',
    ]
  }
}
