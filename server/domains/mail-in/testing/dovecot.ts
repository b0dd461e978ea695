import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync as renameInto, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Debian's Dovecot (package dovecot-imapd), if this machine has it; it gives up rights, so only root can start it. */
export const hasDovecot = (): boolean => existsSync('/usr/sbin/dovecot') && process.getuid?.() === 0

const NOBODY = 65534

export interface Dovecot {
  url: string
  put: (name: string, raw: string) => void
  /** Names of letters with their flags: in the inbox, and in the folder of those that were taken. */
  inbox: () => string[]
  done: () => string[]
  unsee: () => void
  start: () => Promise<void>
  stop: () => Promise<void>
}

/** A real IMAP server on loopback with one box, `help`, in a folder of its own. */
export async function dovecot(): Promise<Dovecot> {
  const folder = mkdtempSync('/tmp/opora-dovecot-')
  const mail = join(folder, 'mail')
  for (const part of ['', 'new', 'cur', 'tmp']) {
    mkdirSync(join(mail, part), { recursive: true })
    chownSync(join(mail, part), NOBODY, NOBODY)
  }
  chmodSync(folder, 0o755)
  const port = await freePort()
  const conf = join(folder, 'dovecot.conf')
  writeFileSync(
    conf,
    `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:${mail}
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${NOBODY} gid=${NOBODY} home=${folder}
}
namespace inbox {
  inbox = yes
  mailbox Done {
    auto = create
  }
}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
`,
  )
  let server: ChildProcess | null = null
  const names = (...parts: string[]) => (existsSync(join(mail, ...parts)) ? readdirSync(join(mail, ...parts)) : [])
  let puts = 0
  const box: Dovecot = {
    url: `imap://help:secret@127.0.0.1:${port}`,
    put: (name, raw) => {
      const path = join(mail, 'tmp', `${++puts}.${name}`)
      writeFileSync(path, raw.replaceAll(/\r?\n/g, '\r\n'))
      chownSync(path, NOBODY, NOBODY)
      renameInto(path, join(mail, 'new', `${puts}.${name}`))
    },
    inbox: () => [...names('new'), ...names('cur')],
    done: () => [...names('.Done', 'new'), ...names('.Done', 'cur')],
    unsee: () => {
      for (const name of names('cur')) renameInto(join(mail, 'cur', name), join(mail, 'cur', name.replace(/:2,.*$/, ':2,')))
    },
    start: async () => {
      server = spawn('/usr/sbin/dovecot', ['-F', '-c', conf], { stdio: 'ignore' })
      for (let tries = 0; tries < 100; tries++) {
        if (await answers(port)) return
        await pause(50)
      }
      throw new Error('dovecot did not start')
    },
    stop: async () => {
      if (!server) return
      const gone = once(server, 'exit')
      server.kill('SIGTERM')
      await gone
      server = null
    },
  }
  await box.start()
  return box
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
