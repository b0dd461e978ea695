import { parentPort, workerData } from 'node:worker_threads'
import qpdf from '@neslinesli93/qpdf-wasm'
import type { PdfVerdict } from './pdf.ts'
import { activeContent, type PdfObjects, pageCount } from './pdf-objects.ts'

// qpdf's exit codes: 0 clean, 2 errors, 3 warnings
const CLEAN = 0
const WARNINGS = 3
const WASM_PAGE = 64 * 1024
const WASM_PAGES = (256 * 1024 * 1024) / WASM_PAGE
const JSON_BYTES = 48 * 1024 * 1024

// qpdf-wasm leaves its memory unlimited; a stream that unpacks to gigabytes must fail inside, as an allocation
type WasmMemory = { readonly buffer: ArrayBuffer; grow(pages: number): number }
const { Memory } = (globalThis as unknown as { WebAssembly: { Memory: { prototype: WasmMemory } } }).WebAssembly
const { grow } = Memory.prototype
Memory.prototype.grow = function (this: WasmMemory, pages: number) {
  if (this.buffer.byteLength / WASM_PAGE + pages > WASM_PAGES) throw new RangeError('memory limit')
  return grow.call(this, pages)
}

const complaints: string[] = []
console.error = (line: unknown) => void complaints.push(String(line))

type Files = { writeFile(path: string, bytes: Uint8Array): void; readFile(path: string): Uint8Array }

async function verdict(bytes: Uint8Array): Promise<PdfVerdict> {
  const { callMain, FS } = await (qpdf as unknown as () => Promise<{ callMain(args: string[]): number; FS: Files }>)()
  FS.writeFile('/given.pdf', bytes)

  // JSON and not a search through --qdf output: object streams are unpacked and #xx in names resolved in both,
  // but in the text of a page or an image the letters "/JS" are harmless and common
  const toJson = (from: string) => callMain(['--json=2', '--json-key=qpdf', '--json-stream-data=none', from, '/objects.json'])
  let outcome = toJson('/given.pdf')
  if (outcome !== CLEAN && complaints.some((line) => /invalid password|unsupported encryption/.test(line))) return { refusal: 'file.password' }
  // a rebuilt table of objects is a guess: other readers may guess another document. This build of qpdf gives up by itself
  // (exit 2); a build that rebuilds and only warns must not change the answer
  if (complaints.some((line) => /reconstruct|is damaged/.test(line))) return { refusal: 'file.damaged' }

  let rewritten: Uint8Array | undefined
  if (outcome === WARNINGS) {
    callMain(['/given.pdf', '/straight.pdf'])
    rewritten = FS.readFile('/straight.pdf')
    outcome = toJson('/straight.pdf')
  }
  if (outcome !== CLEAN) return { refusal: 'file.damaged' }

  const json = FS.readFile('/objects.json')
  if (json.length > JSON_BYTES) return { refusal: 'file.damaged' }
  const objects = (JSON.parse(Buffer.from(json).toString('utf8')) as { qpdf: [unknown, PdfObjects] }).qpdf[1]
  if (activeContent(objects)) return { refusal: 'file.active-content' }
  const pages = pageCount(objects)
  if (pages === 0) return { refusal: 'file.damaged' }
  return rewritten ? { pages, rewritten } : { pages }
}

parentPort?.postMessage(await verdict(workerData as Uint8Array).catch((): PdfVerdict => ({ refusal: 'file.damaged' })))
