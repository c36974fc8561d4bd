import { IConnectable, Port } from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { CollectorFacts, OTLP_GRPC_PORT, OTLP_HTTP_PORT, XRAY_PORT } from '../../../collectors/private/collector-facts';
import { fail } from '../../../errors';

/** Refuses peers that can't be let in, or that nobody should let in; the result is where the rules go. */
export function checkPeers(scope: IConstruct, peers: readonly IConnectable[], host: IConstruct): IConnectable | undefined {
  if (peers.length === 0) {
    return undefined;
  }
  if (peers.some((peer) => 'uniqueId' in peer && (peer.uniqueId === '0.0.0.0/0' || peer.uniqueId === '::/0'))) {
    fail(scope, 'peers must not be the whole internet: the collector signs any request that it is sent; name the security groups or the networks that send');
  }
  return isConnectable(host)
    ? host
    : fail(scope, `peers must be left out for ${host.node.path}: its security groups can't be changed from this app`);
}

/** Lets the peers send, and nobody else. */
export function letIn(host: IConnectable, peers: readonly IConnectable[], { takesOtlp }: CollectorFacts): void {
  const ports = [Port.udp(XRAY_PORT), Port.tcp(XRAY_PORT), ...takesOtlp ? [Port.tcp(OTLP_GRPC_PORT), Port.tcp(OTLP_HTTP_PORT)] : []];
  peers.forEach((peer) => ports.forEach((port) => host.connections.allowFrom(peer, port, 'Traces for the collector')));
}

function isConnectable(construct: object): construct is IConnectable {
  return 'connections' in construct && construct.connections !== undefined;
}
