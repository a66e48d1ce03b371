// What the kernel threw away because a process did not read its UDP sockets in time.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const kInode = 9;
const kDrops = 12;

/** Datagrams dropped at the UDP sockets that the process has open now (proc(5), /proc/net/udp). */
export function socketDrops(pid) {
  const folder = `/proc/${pid}/fd`;
  const own = new Set(
    readdirSync(folder).map((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${fd}`))?.[1];
      } catch {
        return undefined; // closed meanwhile
      }
    }),
  );
  const rows = ['/proc/net/udp', '/proc/net/udp6'].flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(1));
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter((fields) => fields.length > kDrops && own.has(fields[kInode]))
    .reduce((sum, fields) => sum + Number(fields[kDrops]), 0);
}
