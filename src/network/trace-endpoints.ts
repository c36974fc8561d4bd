import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { checkEndpoints, checkRouteTables } from './private/check-endpoints';
import { clashesOf, endpointsOf } from './private/clashes';
import { EndpointUsers, statementsFor } from './private/endpoint-policies';
import { linked } from './private/linked';
import { interfaceOf, InterfaceService, servicesFor } from './private/services';
import { keyOf, VpcKey } from './private/vpc-endpoints';
import { TraceEndpointService } from './trace-endpoint-service';
import { TraceEndpointsProps } from './trace-endpoints-props';
import { fail } from '../errors';

const HTTPS = ec2.Port.tcp(443);

/**
 * The way from a VPC without a way out to X-Ray: the interface endpoint of X-Ray, and the endpoints that its hosts need beside it.
 *
 * Images of Amazon ECR Public (`public.ecr.aws`), where AWS has its collectors, are not served by any endpoint. Give the collector an image that is in
 * a repository of your own: `CollectorImage.fromEcrRepository()` with a copy, or with a pull-through cache that has the image already, for the first
 * pull goes by the internet.
 *
 * Of Amazon S3 a gateway endpoint is made, in the route tables of all subnets of the VPC, and it reaches the buckets of the Region only. The packages
 * of the OpenTelemetry collector are in a bucket elsewhere: instances need a mirror for them.
 *
 * Machines outside of AWS reach the endpoints by a VPN or AWS Direct Connect: pass their range of addresses as `allowFrom`.
 */
export class TraceEndpoints extends Construct implements ec2.IConnectable {
  /**
   * Who may connect to the interface endpoints; the default port is 443.
   */
  public readonly connections: ec2.Connections;

  private readonly made = new Map<TraceEndpointService, ec2.VpcEndpoint>();
  private readonly vpcKey: VpcKey;

  /**
   * Fails on properties that can't work, and when the app is synthesized with a second endpoint for the same service and VPC.
   *
   * @param scope the construct that has it
   * @param id the id within the scope
   * @param props the VPC, and what runs in it
   */
  constructor(scope: Construct, id: string, props: TraceEndpointsProps) {
    super(scope, id);
    checkEndpoints(this, props);
    this.vpcKey = keyOf(linked(props.vpc.vpcId, this), this);
    const services = this.missingServices(props);
    if (services.includes(TraceEndpointService.S3)) {
      checkRouteTables(this, props.vpc);
    }
    const interfaces = services.filter((service) => service !== TraceEndpointService.S3);
    this.connections = interfaces.length > 0 ? this.makeConnections(props) : new ec2.Connections({ defaultPort: HTTPS });
    const users = this.usersOf(props);
    const { unrestricted = [], restrictS3 = false } = props;
    const open = restrictS3 ? unrestricted : [...unrestricted, TraceEndpointService.S3];
    for (const service of services) {
      const endpoint = service === TraceEndpointService.S3 ? this.makeGateway(props) : this.makeInterface(service, props);
      const statements = open.includes(service) ? [] : statementsFor(service, users);
      statements.forEach((statement) => endpoint.addToPolicy(statement));
      this.made.set(service, endpoint);
    }
    this.node.addValidation({ validate: () => clashesOf(this, this.vpcKey) });
  }

  /**
   * The endpoint that was made for a service, such as to add to its policy; nothing where the service is not needed or had one already.
   *
   * @param service the service
   */
  public endpoint(service: TraceEndpointService): ec2.VpcEndpoint | undefined {
    return this.made.get(service);
  }

  private missingServices({ hosts = [], services = [], existing = [], collector }: TraceEndpointsProps): TraceEndpointService[] {
    const wanted = servicesFor(hosts);
    services.forEach((service) => wanted.add(service));
    if (collector?._facts().roleArn !== undefined) {
      wanted.add(TraceEndpointService.STS);
    }
    const found = endpointsOf(this, this.vpcKey).map(({ service }) => service);
    return [...wanted].filter((service) => !existing.includes(service) && !found.includes(service));
  }

  private makeConnections({ vpc, allowFrom, securityGroups }: TraceEndpointsProps): ec2.Connections {
    const peers = allowFrom ?? (securityGroups ? [] : [this.rangeOf(vpc)]);
    const groups = securityGroups ?? [new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc, description: 'Endpoints of traced hosts', allowAllOutbound: false,
    })];
    const connections = new ec2.Connections({ securityGroups: groups, defaultPort: HTTPS });
    peers.forEach((peer) => connections.allowDefaultPortFrom(peer, 'Traced hosts'));
    return connections;
  }

  private rangeOf(vpc: ec2.IVpc): ec2.IPeer {
    try {
      return ec2.Peer.ipv4(vpc.vpcCidrBlock);
    } catch {
      return fail(this, 'allowFrom must be given, got nothing: the range of this imported VPC is not known');
    }
  }

  private makeInterface(service: InterfaceService, { vpc, subnets }: TraceEndpointsProps): ec2.InterfaceVpcEndpoint {
    const { id, endpoint } = interfaceOf(service);
    return new ec2.InterfaceVpcEndpoint(this, id, {
      vpc, service: endpoint, subnets, securityGroups: this.connections.securityGroups, open: false, privateDnsEnabled: true,
    });
  }

  private makeGateway({ vpc }: TraceEndpointsProps): ec2.GatewayVpcEndpoint {
    return new ec2.GatewayVpcEndpoint(this, 'S3', { vpc, service: ec2.GatewayVpcEndpointAwsService.S3 });
  }

  private usersOf({ hosts = [], collector, principalAccounts }: TraceEndpointsProps): EndpointUsers {
    const { account, region } = Stack.of(this);
    const facts = collector?._facts();
    const roleArn = facts?.roleArn;
    const roleAccount = roleArn === undefined ? account : Stack.of(this).splitArn(roleArn, ArnFormat.SLASH_RESOURCE_NAME).account ?? account;
    return { accounts: principalAccounts ?? [...new Set([account, roleAccount])], hosts, region, kind: facts?.kind, roleArn };
  }
}
