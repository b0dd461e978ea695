// `npm test` and `npm run check`: everything that must hold, in the order in which it fails fastest. Stops at the first step
// that fails. `npm run test:long` also runs the *.long.ts tests. Names of steps after the mode run only those:
// `npm run check -- types boundaries`.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { clusterFolder, testCluster } from '#testing/database'
import { makeStore } from '../e2e/helpers/made-store.ts'
import { domains } from '../server/domains.ts'
import { buildWeb } from './build-web.mjs'
import { boundaryProblems } from './check/boundaries.ts'
import { filesIn, readModules, root } from './check/modules.ts'
import { run } from './check/run.ts'
import { type Count, runTests } from './check/tests.ts'
import { checkTexts } from './check/texts.ts'
import { ensureChromium } from './chromium.ts'

const [mode = 'test', ...asked] = process.argv.slice(2)
const total: Count = { passed: 0, failed: 0 }
const say = (line: string) => console.log(line)
const program = (name: string) => join(root, 'node_modules', '.bin', name)
const isThere = (path: string) => existsSync(join(root, path))

class Failed extends Error {}

async function format(): Promise<string> {
  const { code, output } = await run(program('biome'), ['ci', '--colors=off'])
  if (code !== 0) throw new Failed(`${output}\nnpm run format mends most of it.`)
  return 'formatting and lint'
}

async function types(): Promise<string> {
  const projects = ['tsconfig.json', 'web/desk/tsconfig.json', 'web/citizen/tsconfig.json', 'web/widget/tsconfig.json', 'e2e/tsconfig.json'].filter(isThere)
  // What did not change since the last check is not checked again; the record is worthless to anybody else.
  const remembered = (project: string) => ['--incremental', '--tsBuildInfoFile', join(root, '.cache', `${project.replaceAll('/', '-')}.tsbuildinfo`)]
  const outcomes = await Promise.all(projects.map((project) => run(program('tsc'), ['--noEmit', ...remembered(project), '-p', project])))
  const wrong = outcomes.filter(({ code }) => code !== 0)
  if (wrong.length > 0) throw new Failed(wrong.map(({ output }) => output).join('\n'))
  return `${projects.length} projects`
}

async function boundaries(): Promise<string> {
  const modules = readModules()
  const problems = boundaryProblems(modules, domains, isThere)
  if (problems.length > 0) throw new Failed(problems.join('\n'))
  return `${modules.length} modules`
}

async function texts(): Promise<string> {
  const found = checkTexts()
  if (found.problems.length > 0) throw new Failed(found.problems.join('\n'))
  return `${found.texts} texts, Russian and English`
}

/** Runs the files of a step; none at all is a failure, because then the search for them is broken. */
async function testFiles(files: readonly string[], atOnce?: number, env: Record<string, string> = {}): Promise<string> {
  if (files.length === 0) throw new Failed('not one test file was found')
  const count = await runTests(files, { minutes: mode === 'long' ? 30 : 12, env, ...(atOnce ? { atOnce } : {}) })
  total.passed += count.passed
  total.failed += count.failed
  if (count.failed > 0) throw new Failed(`${count.failed} failed; see the report above`)
  if (count.passed === 0) throw new Failed('not one test ran')
  return `${count.passed} tests in ${files.length} files`
}

const endings = mode === 'long' ? ['.test.ts', '.long.ts'] : ['.test.ts']

async function tests(): Promise<string> {
  const cluster = clusterFolder()
  await testCluster(cluster)
  return testFiles(filesIn(['contract', 'server', 'web', 'tools', 'bench'], endings), undefined, { OPORA_TEST_CLUSTER: cluster })
}

async function web(): Promise<string> {
  await buildWeb(process.execPath)
  return 'browser files are up to date'
}

async function browser(): Promise<string> {
  process.env['CHROMIUM'] = await ensureChromium(say)
  return process.env['CHROMIUM']
}

/** The journeys share one machine with their browsers: more than two at once only make each other late. */
async function journeys(): Promise<string> {
  const store = await makeStore()
  try {
    return await testFiles(filesIn(['e2e'], endings), 2, { OPORA_E2E_STORE: store.folder })
  } finally {
    store.remove()
  }
}

const steps = { format, types, boundaries, texts, web, tests, browser, journeys }
type Step = keyof typeof steps

const strangers = asked.filter((name) => !(name in steps))
if (!['test', 'long'].includes(mode) || strangers.length > 0) {
  say(`usage: check.ts test|long [${Object.keys(steps).join('|')} ...]`)
  process.exit(2)
}

const chosen = (Object.keys(steps) as Step[]).filter((name) => asked.length === 0 || asked.includes(name))
for (const name of chosen) {
  const began = performance.now()
  say(`== ${name} ...`)
  try {
    const found = await steps[name]()
    say(`== ${name}: ${found} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
  } catch (error) {
    say(error instanceof Failed ? error.message : String((error as Error).stack))
    say(`== ${name}: FAILED (${((performance.now() - began) / 1000).toFixed(1)} s)`)
    say(`${total.passed} passed, ${Math.max(1, total.failed)} failed`)
    process.exit(1)
  }
}
say(`${total.passed} passed, ${total.failed} failed`)
