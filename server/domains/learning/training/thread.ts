import { parentPort, workerData } from 'node:worker_threads'
import { type Lesson, trained } from './trained.ts'

parentPort!.postMessage(trained(workerData as Lesson))
