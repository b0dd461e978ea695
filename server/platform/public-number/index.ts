export { NumberBlocks, NumbersExhausted } from './number-blocks.ts'
export { publicNumber } from './public-number.ts'
