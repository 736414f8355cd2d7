import { readFileSync } from 'node:fs';

/** Linux counts the time of processes in hundredths of a second, whatever its own clock does. */
const TICKS_PER_SECOND = 100;

/** Seconds of processor time that a process has used, user and system. @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
export function cpuSeconds(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' '); // the name may hold spaces
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Most memory that a process has had at a time, in MiB. */
export function peakMemory(pid: number): number {
  return memory(pid, 'VmHWM');
}

/** Memory that a process has now, in MiB. */
export function currentMemory(pid: number): number {
  return memory(pid, 'VmRSS');
}

function memory(pid: number, field: 'VmHWM' | 'VmRSS'): number {
  const pattern = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm');
  const [, kibibytes] = pattern.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) / 1024;
}

/** Seconds of processor time that the machine has spent on whatever it was, since it was started. */
export function machineCpuSeconds(): number {
  const [, user, nice, system, , , irq, softirq, steal] = (
    readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? ''
  ).split(/\s+/);
  const ticks = [user, nice, system, irq, softirq, steal].reduce((sum, each) => sum + Number(each), 0);
  return ticks / TICKS_PER_SECOND;
}
