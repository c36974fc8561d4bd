import { randomBytes } from 'crypto';
import { Machine, until } from './machine';

const SERVICE = 'cdk-xray.service';
const ARRIVAL_MS = 15_000;

export function inService(machine: Machine, service = SERVICE): { active: string; enabled: string; user: string } {
  const pid = machine.run(`systemctl show --value --property=MainPID ${service}`).output.trim();
  return {
    active: machine.run(`systemctl is-active ${service}`).output.trim(),
    enabled: machine.run(`systemctl is-enabled ${service}`).output.trim(),
    user: pid === '0' ? '' : machine.run(`ps -o user= -p ${pid}`).output.trim(),
  };
}

/** Sends a segment as an SDK does, and tells its trace. */
export function sendSegment(machine: Machine): string {
  const trace = `1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;
  const now = Date.now() / 1000;
  const segment = JSON.stringify({ name: 'booted', id: randomBytes(8).toString('hex'), trace_id: trace, start_time: now - 0.1, end_time: now });
  const datagram = `{"format": "json", "version": 1}\n${segment}`;
  machine.read(`python3 -c 'import socket, sys; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(sys.argv[1].encode(), ("127.0.0.1", 2000))' '${datagram}'`);
  return trace;
}

/** Waits for a segment of the trace that the X-Ray API takes, and tells who signed it. */
export async function signedSegments(machine: Machine, trace: string): Promise<{ signer: unknown; host: unknown }[]> {
  const taken = (): { signer: unknown; host: unknown }[] => machine.entries('api')
    .filter(({ path, status, body }) => path === '/TraceSegments' && status === 200 && String(body).includes(trace))
    .map(({ signer, host }) => ({ signer, host }));
  await until(ARRIVAL_MS, () => `the segment of ${trace}; the API was asked: ${JSON.stringify(machine.entries('api'))}`, () => taken().length > 0);
  return taken();
}

/** What is on the machine of the collector's, with the times of its files and the process that runs. */
export function installed(machine: Machine): string {
  return machine.read(`find /etc/cdk-xray /opt/cdk-xray /etc/systemd/system -name '*' -printf '%p %T@ %m %u\\n' | sort; systemctl show --property=MainPID ${SERVICE}; cat /etc/passwd /etc/group`);
}

/** Whether nothing of the collector's is there: no program, no unit, no configuration, no user, nothing of the installation's. */
export function isUntouched(machine: Machine): boolean {
  const { code, output } = machine.run('ls -d /opt/cdk-xray /etc/cdk-xray /etc/systemd/system/cdk-xray.service /tmp/tmp.*; getent passwd xray; true');
  if (code !== 0) {
    throw new Error(`the machine does not answer: ${output}`);
  }
  return output.split('\n').every((line) => line === '' || line.includes('No such file'));
}

/** What cloud-init says of all that it has run. */
export function cloudInitStatus(machine: Machine): string {
  return machine.run('cloud-init status').output.trim();
}

export function installLog(machine: Machine): string {
  return machine.run('cat /var/log/cdk-xray-install.log').output;
}

/** How many seconds the user data took. */
export function secondsOfUserData(machine: Machine): number {
  const shown = machine.read('systemctl show --property=ExecMainStartTimestampMonotonic --property=ExecMainExitTimestampMonotonic --value cloud-final.service');
  const [start, exit] = shown.split('\n').map(Number);
  return (exit - start) / 1e6;
}
