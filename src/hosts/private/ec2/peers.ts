import { IConnectable, Port } from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { CollectorFacts, OTLP_GRPC_PORT, OTLP_HTTP_PORT, XRAY_PORT } from '../../../collectors/private/collector-facts';
import { fail } from '../../../errors';

/** Private networks have eight or more, and all public addresses of IPv6 have the same three. */
const FEWEST_BITS = 4;

/** Refuses peers that can't be let in, or that nobody should let in; the result is where the rules go. */
export function checkPeers(scope: IConstruct, peers: readonly IConnectable[], host: IConstruct): IConnectable | undefined {
  if (peers.length === 0) {
    return undefined;
  }
  const tooWide = peers.map(networkOf).find((network) => network !== undefined && network.bits < FEWEST_BITS);
  if (tooWide) {
    fail(scope, `peers must not be the whole internet or a large part of it, got ${tooWide.text}: the collector signs any request that it is sent; `
      + 'name the security groups or the networks that send');
  }
  return isConnectable(host)
    ? host
    : fail(scope, `peers must be left out for ${host.node.path}: it has no security groups that can be changed from this app; `
      + 'give a launch template of this app a securityGroup');
}

/** Lets the peers send, and nobody else. */
export function letIn(host: IConnectable, peers: readonly IConnectable[], { takesOtlp }: CollectorFacts): void {
  const ports = [Port.udp(XRAY_PORT), Port.tcp(XRAY_PORT), ...takesOtlp ? [Port.tcp(OTLP_GRPC_PORT), Port.tcp(OTLP_HTTP_PORT)] : []];
  peers.forEach((peer) => ports.forEach((port) => host.connections.allowFrom(peer, port, 'Traces for the collector')));
}

/** A network that is written out, and how many bits its addresses have in common. */
function networkOf(peer: IConnectable): { readonly text: string; readonly bits: number } | undefined {
  const [text, bits] = ('uniqueId' in peer && /^[\da-f.:]+\/(\d+)$/i.exec(String(peer.uniqueId))) || [];
  return text === undefined ? undefined : { text, bits: Number(bits) };
}

/** A launch template without a security group says so in no other way. */
function isConnectable(construct: object): construct is IConnectable {
  try {
    return 'connections' in construct && construct.connections !== undefined;
  } catch {
    return false;
  }
}
