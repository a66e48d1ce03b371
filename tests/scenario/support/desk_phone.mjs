// Telephones as people have them: Baresip and Linphone, registered at the server or calling it from outside, with files in
// place of ear and mouth.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';

import { freePort } from './server.mjs';
import { toneFile } from './tone.mjs';
import { Changing } from './wait.mjs';

const kCallerNumber = '09011112222';

const running = new Set();

/** Ends those that a test which failed has left. */
export async function closePhones() {
  for (const phone of running) await phone.close();
}

/** What both have in common: a process, and what it says. */
class DeskPhone extends Changing {
  output = '';

  async run(command, args, options = {}) {
    this.child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.on('data', (bytes) => {
        this.output += bytes;
        this.changed();
      });
    }
    this.ended = once(this.child, 'exit');
    running.add(this);
  }
  says(what, pattern) {
    return this.until(what, () => pattern.exec(this.output));
  }
  async close() {
    this.socket?.destroy();
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.ended;
    running.delete(this);
  }
  describe() {
    return `; the phone said:\n${this.output.slice(-3000)}`;
  }
}

/** Baresip, which speaks a tone of 440 Hz, and is told what to do over its own socket. */
export class Baresip extends DeskPhone {
  #events = [];

  /** Registers with its account; without one it is a customer's, and registers nowhere. It is behind the address `host`. */
  static async start(server, account = null, host = '127.0.0.1') {
    const phone = new Baresip();
    phone.folder = await mkdtemp(join(server.data, 'baresip-'));
    const control = await freePort();
    const address = `127.0.0.1:${server.sipPort}`;
    const registration = account ? `auth_pass=${account.password};regint=300` : 'regint=0';
    await writeFile(join(phone.folder, 'tone.wav'), toneFile(60));
    await writeFile(
      join(phone.folder, 'accounts'),
      `<sip:${account?.user ?? kCallerNumber}@${address};transport=udp>;${registration};answermode=manual\n`,
    );
    await writeFile(
      join(phone.folder, 'config'),
      [
        `sip_listen ${host}:0`,
        'audio_channels 1-1',
        `audio_source aufile,${join(phone.folder, 'tone.wav')}`,
        'audio_player aubridge,ear',
        'audio_alert aubridge,bell',
        'module_path /usr/lib/baresip/modules',
        ...['g711', 'aufile', 'aubridge', 'sndfile', 'uuid'].map((name) => `module ${name}.so`),
        ...['account', 'menu', 'ctrl_tcp'].map((name) => `module_app ${name}.so`),
        `snd_path ${phone.folder}`,
        `ctrl_tcp_listen 127.0.0.1:${control}`,
        '',
      ].join('\n'),
    );
    await writeFile(join(phone.folder, 'contacts'), '');
    await phone.run('baresip', ['-4', '-s', '-f', phone.folder, '-p', phone.folder]);
    await phone.says('the begin', /baresip is ready/);
    await phone.#control(control);
    phone.server = address;
    return phone;
  }

  async #control(port) {
    this.socket = connect(port, '127.0.0.1');
    let waiting = '';
    this.socket.on('data', (bytes) => {
      waiting += bytes;
      for (;;) {
        const netstring = /^(\d+):/.exec(waiting);
        const begin = netstring?.[0].length ?? 0;
        const end = begin + Number(netstring?.[1] ?? 0);
        if (!netstring || waiting.length <= end) return this.changed();
        this.#events.push(JSON.parse(waiting.slice(begin, end)));
        waiting = waiting.slice(end + 1);
      }
    });
    // Its end is that of the process.
    this.socket.on('error', () => undefined);
    await once(this.socket, 'connect');
  }
  #command(command, params) {
    const text = JSON.stringify({ command, params });
    this.socket.write(`${Buffer.byteLength(text)}:${text},`);
  }
  #event(type) {
    return this.until(type, () => this.#events.find((event) => event.type === type));
  }

  registered() {
    return this.says('the registration', /200 OK .*\[1 binding\]/);
  }
  /** The first 401 asks for a proof, the second one does not take it. */
  refused() {
    return this.says('the refusal', /(SIP\/2\.0 401 [\s\S]*){2}/);
  }
  /** Resolves with who calls. */
  async rings() {
    return (await this.#event('CALL_INCOMING')).peeruri;
  }
  ceases() {
    return this.#event('CALL_CLOSED');
  }
  /** Calls a number of the server; resolves when it was answered. */
  async call(number) {
    this.#command('dial', `sip:${number}@${this.server}`);
    await this.#event('CALL_ESTABLISHED');
  }
  async answer() {
    this.#command('accept');
    await this.#event('CALL_ESTABLISHED');
  }
  hangUp() {
    this.#command('hangup');
  }
  /** What was heard; once the call is over. */
  async heard() {
    const name = (await readdir(this.folder)).find((each) => /^dump.*dec.*\.wav$/.test(each));
    return readFile(join(this.folder, name));
  }
  describe() {
    return `${super.describe()}\nevents: ${JSON.stringify(this.#events)}`;
  }
}

/** Linphone's console, which speaks the same tone. */
export class Linphone extends DeskPhone {
  /** Registers with its account; without one it is a customer's, and registers nowhere. */
  static async start(server, account = null) {
    const phone = new Linphone();
    phone.folder = await mkdtemp(join(server.data, 'linphone-'));
    const port = await freePort();
    await writeFile(join(phone.folder, 'tone.wav'), toneFile(60));
    await writeFile(
      join(phone.folder, 'linphonerc'),
      [
        '[sip]',
        `sip_port=${port}`,
        'sip_tcp_port=0',
        'sip_tls_port=0',
        'use_ipv6=0',
        'default_proxy=-1',
        `contact=sip:${kCallerNumber}@127.0.0.1`,
        '[rtp]',
        `audio_rtp_port=${((await freePort()) >> 1) << 1}`,
        '[net]',
        'firewall_policy=0',
        '[misc]',
        'file_transfer_server_url=',
        '',
      ].join('\n'),
    );
    // Without a place for its own database it does nothing at all.
    await mkdir(join(phone.folder, '.local/share/linphone'), { recursive: true });
    const home = { ...process.env, HOME: phone.folder };
    // Its states are in its log alone.
    const args = ['-c', join(phone.folder, 'linphonerc'), '-d', '5', '-l', '/dev/stdout'];
    await phone.run('linphonec', args, { env: home, cwd: phone.folder });
    await phone.says('the begin', /linphonec>/);
    phone.#command('soundcard use files');
    phone.#command(`play ${join(phone.folder, 'tone.wav')}`);
    phone.#command(`record ${join(phone.folder, 'heard.wav')}`);
    phone.server = `127.0.0.1:${server.sipPort}`;
    if (account) phone.#command(`register sip:${account.user}@${phone.server} sip:${phone.server} ${account.password}`);
    return phone;
  }
  #command(text) {
    this.child.stdin.write(`${text}\n`);
  }
  registered() {
    return this.says('the registration', /to \[LinphoneRegistrationOk\]/);
  }
  refused() {
    return this.says('the refusal', /(SIP\/2\.0 401 [\s\S]*){2}/);
  }
  async rings() {
    const [, caller] = await this.says('a ring', /^INVITE [\s\S]*?^From: (.*)$[\s\S]*LinphoneCallIncomingReceived/m);
    return caller;
  }
  /** Calls a number of the server; resolves when it was answered. */
  async call(number) {
    this.#command(`call sip:${number}@${this.server}`);
    await this.says('the call', /LinphoneCallStreamsRunning/);
  }
  async answer() {
    this.#command('answer');
    await this.says('the call', /LinphoneCallStreamsRunning/);
  }
  hangUp() {
    this.#command('terminate');
  }
  ceases() {
    return this.says('the end', /LinphoneCallEnd/);
  }
  heard() {
    return readFile(join(this.folder, 'heard.wav'));
  }
}
