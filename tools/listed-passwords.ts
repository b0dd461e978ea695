/**
 * Makes server/platform/sign-in/listed-passwords.bin from a list with one password a line, the most used first:
 * `node tools/run.mjs tools/listed-passwords.ts 10_million_password_list_top_1M.txt`. Where the list comes from: docs/decisions/0018-passwords.md.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { longestListed, packed } from '../server/platform/sign-in/listed-passwords.ts'

/** The most used ones whatever their length, and of the rest those that our shortest rule would let through. */
const mostUsed = 100_000
const longEnough = 12

const [source] = process.argv.slice(2)
if (!source) throw new Error('name the list')
const lines = readFileSync(source, 'utf8').split('\n')
const words = new Set(
  lines
    .filter((word, i) => word !== '' && word.length <= longestListed && (i < mostUsed || [...word].length >= longEnough))
    .map((word) => word.normalize('NFC').toLowerCase()),
)
const file = packed(words)
writeFileSync(new URL('../server/platform/sign-in/listed-passwords.bin', import.meta.url), file)
process.stdout.write(`${words.size} passwords, ${file.length} bytes\n`)
