// Asterisk 16.28 of Debian 11 in a folder of its own, as what is measured beside: a trunk whose calls go through MixMonitor() and
// Queue() to phones. Needs root, the package debootstrap and a Debian mirror, which is the one that apt uses here.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { eventually } from '../../tests/scenario/support/wait.mjs';

function mirror() {
  const sites = execFileSync('apt-get', ['indextargets', '--format', '$(SITE) $(RELEASE)'], { encoding: 'utf8' });
  const line = sites.split('\n').find((each) => / (bookworm|stable)$/.test(each));
  if (!line) throw new Error('apt knows no mirror of Debian 12');
  return line.split(' ')[0];
}

/** Fills `folder` once; takes some minutes. */
export function installAsterisk(folder) {
  if (existsSync(join(folder, 'usr/sbin/asterisk'))) return;
  const args = ['--variant=minbase', '--include=asterisk,asterisk-modules', 'bullseye', folder, mirror()];
  execFileSync('debootstrap', args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

const kRecordings = '/var/spool/asterisk/bench';

const sections = {
  'asterisk.conf': () => '[options]\nverbose=0\ndebug=0\nmaxfiles=65536\n',
  'logger.conf': () => '[general]\n[logfiles]\nmessages => error\n',
  'rtp.conf': ({ rtpPorts }) => `[general]\nrtpstart=${rtpPorts[0]}\nrtpend=${rtpPorts[1]}\nstrictrtp=no\n`,
  'extensions.conf': () =>
    `[trunk]\nexten => _X.,1,Answer()\n same => n,MixMonitor(${kRecordings}/\${UNIQUEID}.wav)\n same => n,Queue(bench)\n`,
  'queues.conf': ({ phones }) =>
    `[general]\nautofill=yes\nshared_lastcall=no\n[bench]\nstrategy=leastrecent\ntimeout=15\nringinuse=no\n${phones
      .map((phone) => `member => PJSIP/${phone}\n`)
      .join('')}`,
  'pjsip.conf': ({ sipPort, phonePort, carrier, phones }) =>
    `[udp]\ntype=transport\nprotocol=udp\nbind=127.0.0.1:${sipPort}\n` +
    '[trunk]\ntype=endpoint\ncontext=trunk\ndisallow=all\nallow=ulaw\ndirect_media=no\n' +
    '[trunk]\ntype=identify\nendpoint=trunk\n' +
    `match=${carrier}\n` +
    phones
      .map(
        (phone) =>
          `[${phone}]\ntype=aor\ncontact=sip:${phone}@127.0.0.1:${phonePort}\n` +
          `[${phone}]\ntype=endpoint\naors=${phone}\ncontext=none\ndisallow=all\nallow=ulaw\ndirect_media=no\n`,
      )
      .join(''),
};

/** Starts it for phones of these names at `phonePort`; resolves with { pid, stop() }. */
export async function startAsterisk(folder, options) {
  for (const [name, text] of Object.entries(sections)) writeFileSync(join(folder, 'etc/asterisk', name), text(options));
  rmSync(join(folder, kRecordings), { recursive: true, force: true });
  mkdirSync(join(folder, kRecordings), { recursive: true });
  mkdirSync(join(folder, 'var/run/asterisk'), { recursive: true });
  const child = spawn('chroot', [folder, '/usr/sbin/asterisk', '-f', '-q'], { stdio: 'ignore' });
  const quiet = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
  const ask = (command) => execFileSync('chroot', [folder, '/usr/sbin/asterisk', '-rx', command], quiet);
  await eventually('Asterisk', () => {
    try {
      return /Asterisk/.test(ask('core show version')) && /fully booted/i.test(ask('core waitfullybooted'));
    } catch {
      return false;
    }
  });
  return {
    pid: child.pid,
    ask,
    recordings: join(folder, kRecordings),
    stop: () => child.kill('SIGKILL'),
  };
}
