import type { Plugin } from 'vite'

interface Node {
  type: string
  start: number
  end: number
  callee?: { name?: string }
  arguments?: Node[]
  properties?: (Node & { key?: { name?: string } })[]
}
/** What `call` needs of a route; its schemas are for the server and its summary for OpenAPI. */
const needed = ['method', 'path', 'form', 'answers']

function* nodesIn(node: unknown): Generator<Node> {
  if (Array.isArray(node)) for (const one of node) yield* nodesIn(one)
  else if (typeof node === 'object' && node !== null) {
    if ('type' in node) yield node as Node
    for (const part of Object.values(node)) if (typeof part === 'object') yield* nodesIn(part)
  }
}

/** Routes of the contract without their schemas and summaries, so that what only they use stays out of the browser's build too. */
export const leanContract = (): Plugin => ({
  name: 'lean-contract',
  apply: 'build',
  enforce: 'post',
  transform(code, id) {
    if (!/\/contract\/[\w-]+\.ts$/.test(id)) return
    const cuts: [number, number][] = []
    for (const { type, callee, arguments: given = [] } of nodesIn(this.parse(code))) {
      if (type !== 'CallExpression' || callee?.name !== 'route') continue
      const members = given[0]?.properties ?? []
      for (const [at, { key, start, end }] of members.entries())
        if (key?.name !== undefined && !needed.includes(key.name)) cuts.push([start, members[at + 1]?.start ?? end])
    }
    const lean = cuts.sort((a, b) => b[0] - a[0]).reduce((text, [start, end]) => text.slice(0, start) + text.slice(end), code)
    return { code: lean, map: null }
  },
})
