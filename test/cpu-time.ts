/** Milliseconds of this process's own CPU time that some work takes: those of a clock grow with whatever else runs on the machine. */
export function cpuMs(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
