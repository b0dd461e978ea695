import { basename, dirname, join } from 'node:path'
import sharp from 'sharp'

const GAP = 12

/** Puts pictures of one width side by side, `perRow` in each row, on sheets of `rows` rows: many are looked at at once. The sheets lie beside them. */
export async function contactSheets(pictures: readonly string[], name: string, perRow: number, rows: number): Promise<void> {
  const each = perRow * rows
  for (let sheet = 0; sheet * each < pictures.length; sheet++) {
    const file = join(dirname(pictures[0]!), `sheet-${name}-${String(sheet + 1).padStart(2, '0')}.png`)
    await putTogether(file, pictures.slice(sheet * each, (sheet + 1) * each), perRow)
  }
}

async function putTogether(file: string, pictures: readonly string[], perRow: number): Promise<void> {
  const sized = await Promise.all(pictures.map(async (input) => ({ input, ...(await sizeOf(input)) })))
  const placed = []
  let top = GAP
  for (let from = 0; from < sized.length; from += perRow) {
    const row = sized.slice(from, from + perRow)
    for (const [at, { input, width }] of row.entries()) placed.push({ input, top, left: GAP + at * (width + GAP) })
    top += Math.max(...row.map(({ height }) => height)) + GAP
  }
  const width = GAP + Math.min(perRow, sized.length) * (sized[0]!.width + GAP)
  await sharp({ create: { width, height: top, channels: 3, background: '#888888' } })
    .composite(placed)
    .png({ palette: true, colours: 64 })
    .toFile(file)
}

async function sizeOf(picture: string): Promise<{ width: number; height: number }> {
  const { width, height } = await sharp(picture).metadata()
  if (!width || !height) throw new Error(`${basename(picture)} has no size`)
  return { width, height }
}
