import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { promisify } from 'node:util'

/** Whether a process of this id exists and can still do something: a zombie cannot. */
export async function isAlive(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name, in parentheses, may hold anything; the state comes after the last one.
  if (/^[ZX]/.test(status.slice(status.lastIndexOf(')') + 2))) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Whether the process is a live Postgres of this data folder; a number out of an old file may long belong to somebody else. */
export async function isPostgresOf(folder: string, pid: number): Promise<boolean> {
  if (!(await isAlive(pid))) return false
  const command = await readCommand(pid)
  if (!basename(command[0] ?? '').startsWith('postgres')) return false
  const here = await stat(`/proc/${pid}/cwd`).catch(() => undefined)
  // A container's root may not look into another user's process; the command line is open to everyone.
  if (!here) return command.includes(folder)
  const there = await stat(folder)
  return here.dev === there.dev && here.ino === there.ino
}

async function readCommand(pid: number): Promise<string[]> {
  if (process.platform === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
  const ps = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return ps.stdout.trim().split(/ (?=-)|(?<=-D) /)
}
