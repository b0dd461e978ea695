import type { FileRefusal } from './file-error.ts'
import type { Limits } from './limits.ts'
import { oneAtATime } from './one-at-a-time.ts'

export type CleanImage = { bytes: Buffer; width: number; height: number }

const SECONDS = 15
const inTurn = oneAtATime()

/** libvips is 30 MB of memory, so it is loaded with the first image and not with the server. */
async function loadSharp() {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp
}
let loading: ReturnType<typeof loadSharp> | undefined

/**
 * The picture drawn anew: turned as its camera said, without metadata, comments, colour profile and whatever was
 * hung on behind it. Animated PNG keeps its first frame. `width` and `height` in pixels.
 */
export function redrawn(bytes: Buffer, type: 'image/jpeg' | 'image/png', limits: Limits): Promise<CleanImage | FileRefusal> {
  return inTurn(async () => {
    loading ??= loadSharp()
    const sharp = await loading
    try {
      // 'error' and not the stricter 'warning': phones write harmless oddities, a cut file is refused by both
      const image = sharp(bytes, { limitInputPixels: limits.pixels, failOn: 'error' })
      const { format, width, height, hasAlpha } = await image.metadata()
      if (`image/${format}` !== type) return 'file.type'
      if (width * height > limits.pixels) return 'file.too-big'
      const upright = image.autoOrient().toColourspace('srgb').timeout({ seconds: SECONDS })
      const drawn = type === 'image/jpeg' ? upright.jpeg({ quality: 90 }) : upright.png({ compressionLevel: 7, adaptiveFiltering: !hasAlpha })
      const { data, info } = await drawn.toBuffer({ resolveWithObject: true })
      return { bytes: data, width: info.width, height: info.height }
    } catch (error) {
      return error instanceof Error && error.message.includes('pixel limit') ? 'file.too-big' : 'file.damaged'
    }
  })
}
