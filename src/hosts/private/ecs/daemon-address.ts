/** The variable by which an application of the X-Ray SDKs is told where its collector is. */
export const ADDRESS = 'AWS_XRAY_DAEMON_ADDRESS';

/** The addresses of a network's own loopback interface. */
export const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|\[?::1\]?)$/;

/** The addresses in a value of the variable, as the X-Ray SDKs read it: `host:port`, or one for each of tcp and udp. */
export function addressesIn(value: string): string[] {
  return value.trim().split(/\s+/).map((part) => part.replace(/^(tcp|udp):/, ''));
}
