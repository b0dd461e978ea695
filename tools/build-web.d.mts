/** Builds what changed; `node` is the path of Node 26. A failed build is an error that names the config and what Vite said. */
export function buildWeb(node: string): Promise<void>
