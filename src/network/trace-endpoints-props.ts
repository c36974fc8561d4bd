import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { TraceEndpointService } from './trace-endpoint-service';
import { TraceHost } from './trace-host';
import { TraceCollector } from '../collectors/trace-collector';

/**
 * Properties of TraceEndpoints.
 */
export interface TraceEndpointsProps {
  /**
   * The VPC, of this app or imported. Private DNS needs its DNS support and its DNS host names, which a VPC of `ec2.Vpc` has; a VPC of this app
   * without them is an error [disable-awslint:prefer-ref-interface].
   */
  readonly vpc: ec2.IVpc;

  /**
   * What runs in the VPC. It decides what is reached beside X-Ray, so that a host starts and works without any other way out.
   *
   * @default - X-Ray alone, for hosts that get everything else by another way, such as a NAT gateway
   */
  readonly hosts?: TraceHost[];

  /**
   * The collector of these hosts. AWS STS is reached as well if it assumes a role, and the policies are as narrow as it allows. A collector that sends
   * to another Region than that of the VPC is an error: endpoints are for their own Region.
   *
   * @default - any, without a role to assume
   */
  readonly collector?: TraceCollector;

  /**
   * What else is reached, such as AWS Systems Manager: `SSM`, `SSM_MESSAGES`, and `EC2_MESSAGES` for agents before version 3.3.
   *
   * @default - nothing
   */
  readonly services?: TraceEndpointService[];

  /**
   * What has an endpoint already that can't be seen in this app, such as one of an imported VPC. Endpoints for the same VPC that were made in this app
   * before are found without it: two endpoints with private DNS for one service can't be.
   *
   * @default - nothing
   */
  readonly existing?: TraceEndpointService[];

  /**
   * Further services the endpoint of which takes every request that IAM allows. Those of X-Ray, Logs, Amazon ECR, `ECS`, `SSM` and AWS STS take what
   * hosts and collectors do and nothing more otherwise, and that holds for **everybody** in the VPC, since an endpoint takes over the address of its
   * service. Name those that other applications of the VPC use in another way, or add a statement by `endpoint(service).addToPolicy()`.
   *
   * @default - none but those that always do: Amazon S3 (see `restrictS3`), and `ECS_AGENT`, `ECS_TELEMETRY`, `SSM_MESSAGES`, `EC2_MESSAGES` and
   * `EKS_AUTH`, for which no policy is made
   */
  readonly unrestricted?: TraceEndpointService[];

  /**
   * Whether the endpoint of Amazon S3 lets **everybody** in the VPC read the buckets of images and collectors only, and nothing else of the Region.
   * Naming `S3` as `unrestricted` beside it is an error.
   *
   * @default false
   */
  readonly restrictS3?: boolean;

  /**
   * Accounts the principals of which may use the endpoints: 12 digits each, at least one. More than one is for a shared VPC.
   *
   * @default - the account of the stack, and that of the role that the collector assumes
   */
  readonly principalAccounts?: string[];

  /**
   * The subnets of the interface endpoints, one of each Availability Zone. Hosts in other subnets reach them all the same. A subnet in a zone where AWS
   * does not offer the service fails when it is deployed.
   *
   * @default - private subnets, or isolated ones where there are none
   */
  readonly subnets?: ec2.SubnetSelection;

  /**
   * Who may connect to the endpoints, on port 443: hosts, or a range of addresses such as `ec2.Peer.ipv4('10.20.0.0/16')` for machines that come by a
   * VPN, or for a secondary range of the VPC.
   *
   * @default - the (primary) range of the VPC, or nobody else where securityGroups is given; an imported VPC of which the range is unknown is an error
   */
  readonly allowFrom?: ec2.IConnectable[];

  /**
   * Security groups of the interface endpoints. They have to let the hosts in, unless `allowFrom` names them [disable-awslint:prefer-ref-interface].
   *
   * @default - a new one
   */
  readonly securityGroups?: ec2.ISecurityGroup[];
}
