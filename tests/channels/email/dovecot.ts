import { spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { until } from '../../support/until.js'

const binary = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'].find((path) => existsSync(path))

/** Why there are no tests against a real IMAP server on this machine; null where there are. */
export const noDovecot = binary ? null : 'no dovecot here (Debian: apt-get install dovecot-imapd), so IMAP is not tested'

/** A real IMAP server of our own: private configuration, a folder that goes away, a free port of this machine. */
export async function startDovecot() {
  const folder = mkdtempSync(join(tmpdir(), 'dovecot-'))
  const isRoot = userInfo().uid === 0
  // Dovecot gives nobody a mailbox as root.
  const owner = isRoot ? 65_534 : userInfo().uid
  const port = await freePort()
  const own = (path: string) => isRoot && chownSync(path, owner, owner)
  for (const name of ['mail', 'mail/new', 'mail/cur', 'mail/tmp', 'run', 'state']) mkdirSync(join(folder, name))
  for (const name of ['.', 'mail', 'mail/new', 'mail/cur', 'mail/tmp']) own(join(folder, name))
  writeFileSync(join(folder, 'dovecot.conf'), configuration({ folder, port, owner, isRoot }))

  const start = async () => {
    const child = spawn(binary ?? '', ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: 'ignore' })
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    await until('dovecot answers', () => isOpen(port))
    return async () => {
      child.kill('SIGTERM')
      await ended
    }
  }
  let end = await start()
  let count = 0

  return {
    port,
    url: `imap://anna:secret@127.0.0.1:${port}/INBOX`,
    /** Puts a letter into the mailbox, as a mail server does. */
    post(raw: Uint8Array): string {
      count += 1
      const name = `${1_000 + count}.M${count}.test`
      const path = join(folder, 'mail/tmp', name)
      writeFileSync(path, raw)
      own(path)
      renameSync(path, join(folder, 'mail/new', name))
      return name
    },
    /** A letter that this server lists and cannot hand out. */
    postUnreadable(raw: Uint8Array) {
      const path = join(folder, 'mail/tmp', 'unreadable')
      writeFileSync(path, raw, { mode: 0o000 })
      renameSync(path, join(folder, 'mail/new', '1500.M0.test'))
    },
    /** As another mail program does that has shown it. */
    markSeen: (name: string) => renameSync(join(folder, 'mail/new', name), join(folder, 'mail/cur', `${name}:2,S`)),
    removeAll: () => {
      for (const place of ['new', 'cur'])
        for (const name of readdirSync(join(folder, 'mail', place))) rmSync(join(folder, 'mail', place, name))
    },
    names: () => ['new', 'cur'].flatMap((place) => readdirSync(join(folder, 'mail', place))),
    /** The same letters, under UIDs that begin anew. */
    async renumber() {
      await end()
      const list = join(folder, 'mail/dovecot-uidlist')
      const validity = Number(/V(\d+)/.exec(readFileSync(list, 'utf8'))?.[1])
      for (const name of readdirSync(join(folder, 'mail'))) if (name.startsWith('dovecot')) rmSync(join(folder, 'mail', name))
      writeFileSync(list, `3 V${validity + 1_000} N1\n`)
      own(list)
      end = await start()
    },
    async stop() {
      await end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** https://doc.dovecot.org/2.3/configuration_manual/ */
const configuration = ({ folder, port, owner, isRoot }: { folder: string; port: number; owner: number; isRoot: boolean }): string => `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
${isRoot ? '' : `default_internal_user = ${userInfo().username}\ndefault_login_user = ${userInfo().username}\n`}
mail_location = maildir:${folder}/mail
first_valid_uid = 1
first_valid_gid = 1
mailbox_idle_check_interval = 1 secs
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${owner} gid=${owner} home=${folder}
}
`

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('data', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
