/** The door of public numbers: made, checked, handed out in blocks. */
export { dammDigit, hasDammDigit } from './damm.ts'
export { NumberBlocks, NumbersExhausted } from './number-blocks.ts'
export { permute, SEQUENCES } from './permute.ts'
export { publicNumber } from './public-number.ts'
