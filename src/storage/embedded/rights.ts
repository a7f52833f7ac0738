import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { DeskError } from '../../core/desk-error.js'

/**
 * Under whose rights Postgres runs; it refuses to be root itself.
 * own: the desk is a plain user · namespace: root that looks like nobody from inside, its files stay root's ·
 * uid: another user, with the one capability that lets it pass folders only root may enter.
 */
export type Rights =
  | { readonly type: 'own' }
  | { readonly type: 'namespace' }
  | { readonly type: 'uid'; readonly uid: number; readonly gid: number }

/** What of util-linux this machine has. */
export type Tools = { readonly unshare?: string; readonly setpriv?: string; readonly hasDeathSignal: boolean }

export type Owner = { readonly uid: number; readonly gid: number }

const nobody: Owner = { uid: 65_534, gid: 65_534 }

/** The ways that can work here, best first. `owner` is the data folder's, absent while there is nothing in it: it decides the way. */
export function listRights(owner: Owner | undefined, myUid: number, tools: Tools): Rights[] {
  if (myUid !== 0) return owner && owner.uid !== myUid ? [] : [{ type: 'own' }]
  const ways: Rights[] = []
  if (tools.unshare && (!owner || owner.uid === 0)) ways.push({ type: 'namespace' })
  if (tools.setpriv && owner?.uid !== 0) ways.push({ type: 'uid', ...(owner ?? nobody) })
  return ways
}

/** The command line that runs `program` under these rights and, where the machine can, interrupts it when the desk dies. */
export function commandUnder(rights: Rights, tools: Tools, program: readonly string[]): string[] {
  const death = tools.hasDeathSignal ? ['--pdeathsig', 'INT'] : []
  const setpriv = tools.setpriv ?? 'setpriv'
  if (rights.type === 'uid') return [setpriv, ...dropTo(rights), ...death, ...program]
  const mortal = tools.hasDeathSignal ? [setpriv, ...death, ...program] : [...program]
  return rights.type === 'namespace' ? [tools.unshare ?? 'unshare', '-U', ...mortal] : mortal
}

/** Without no_setuid_fixup access(2) ignores the capability, and initdb does not find the postgres beside it. */
function dropTo({ uid, gid }: Owner): string[] {
  const only = '-all,+dac_override'
  const ids = ['--reuid', String(uid), '--regid', String(gid), '--clear-groups']
  return [...ids, `--inh-caps=${only}`, `--ambient-caps=${only}`, `--bounding-set=${only}`, '--securebits=+no_setuid_fixup']
}

export async function findTools(path: string = process.env.PATH ?? ''): Promise<Tools> {
  const [unshare, setpriv] = await Promise.all([findProgram('unshare', path), findProgram('setpriv', path)])
  // Busybox and util-linux before 2.33 have a setpriv without it.
  const hasDeathSignal =
    setpriv !== undefined &&
    (await promisify(execFile)(setpriv, ['--pdeathsig', 'INT', 'true']).then(
      () => true,
      () => false,
    ))
  return { ...(unshare && { unshare }), ...(setpriv && { setpriv }), hasDeathSignal }
}

async function findProgram(name: string, path: string): Promise<string | undefined> {
  for (const folder of [...path.split(delimiter), '/usr/bin', '/bin', '/usr/sbin', '/sbin'].filter(Boolean)) {
    const file = join(folder, name)
    if (
      await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return file
  }
  return undefined
}

export function rightsError(folder: string, owner: Owner | undefined, myUid: number): DeskError {
  if (myUid !== 0) {
    return new DeskError(
      'data_folder_foreign',
      503,
      `The data folder ${folder} belongs to user ${owner?.uid}, the desk runs as user ${myUid}.`,
      `Start the desk as user ${owner?.uid}, or once as root: chown -R ${myUid} ${folder}`,
    )
  }
  const message = 'PostgreSQL refuses to run as root, and this machine allows neither `unshare -U` nor `setpriv` to a lesser user.'
  const chown = owner?.uid === 0 ? ` or, where only setpriv works, chown -R ${nobody.uid}:${nobody.gid} ${folder},` : ''
  return new DeskError(
    'postgres_root',
    503,
    message,
    `Start the desk as a plain user who owns DATA_DIR,${chown} or set DATABASE_URL to a PostgreSQL server.`,
  )
}
