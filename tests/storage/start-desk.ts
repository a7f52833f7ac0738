import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface, type Interface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const script = fileURLToPath(new URL('./desk-process.ts', import.meta.url))

const saysSchema = z.object({
  pid: z.number().optional(),
  uid: z.number().optional(),
  postgres: z.number().optional(),
  info: z.object({ socketFolder: z.string().optional(), isHolder: z.boolean() }).optional(),
  refused: z.object({ code: z.string(), message: z.string(), fix: z.string() }).optional(),
})

export type DeskProcess = z.infer<typeof saysSchema> & {
  readonly child: ChildProcess
  readonly lines: Interface
  kill(signal: NodeJS.Signals): Promise<void>
}

const running = new Set<ChildProcess>()

/** Starts a desk in a process of its own; resolves when it says that it is open, or why not. */
export async function startDesk(
  options: { dataDir: string; lock?: 'hold' | 'join' | 'either' },
  { env = process.env, uid, wrap = [] }: { env?: NodeJS.ProcessEnv; uid?: number; wrap?: string[] } = {},
): Promise<DeskProcess> {
  const [program = '', ...args] = [...wrap, process.execPath, '--import', 'tsx', script, JSON.stringify(options)]
  const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'inherit'], ...(uid !== undefined && { uid, gid: uid }) })
  running.add(child)
  const exited = once(child, 'exit').finally(() => running.delete(child))
  const lines = createInterface({ input: child.stdout })
  const line = await Promise.race([
    once(lines, 'line'),
    once(lines, 'close').then(() => ['{"refused":{"code":"gone","message":"","fix":""}}']),
  ])
  return {
    ...saysSchema.parse(JSON.parse(String(line[0]))),
    child,
    lines,
    async kill(signal) {
      child.kill(signal)
      await exited
    },
  }
}

export async function killDesks(): Promise<void> {
  for (const child of running) child.kill('SIGKILL')
}
