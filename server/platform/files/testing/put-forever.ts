import { diskStore } from '../disk-store.ts'
import { anId } from './test-sealer.ts'

// A process to be killed: puts files of 200 KB into the folder it is given and prints each id once put has resolved.
const store = diskStore({ folder: process.argv[2] as string, minFreeBytes: 0 })
for (let number = 0; ; number++) {
  const id = anId(new Date(0), number)
  await store.put(id, Buffer.alloc(200_000, number % 256))
  process.stdout.write(`${id}\n`)
}
