import { Construct } from 'constructs';
import { RolesAnywhereOptions, SsmHybridOptions } from './on-premises-identity-options';
import { CollectorFacts } from '../collectors/private/collector-facts';
import { BoundIdentity } from './private/on-premises/bound-identity';
import { bindRolesAnywhere, checkRolesAnywhere } from './private/on-premises/roles-anywhere';
import { bindSsmHybrid, checkSsmHybrid } from './private/on-premises/ssm-hybrid';

/**
 * How a machine outside of AWS proves who it is, without access keys: nothing of it that is secret is in a template, an output or a log.
 */
export abstract class OnPremisesIdentity {
  /**
   * By a certificate, with IAM Roles Anywhere. For the X-Ray daemon and the OpenTelemetry collector: the CloudWatch agent can't run AWS's credential
   * helper, so with it this is an error.
   *
   * @param options the trust anchor, and what differs from the defaults; a path that a command line could misread is an error
   */
  public static rolesAnywhere(options: RolesAnywhereOptions): OnPremisesIdentity {
    checkRolesAnywhere(options);
    return new RolesAnywhere(options);
  }

  /**
   * As managed nodes of AWS Systems Manager. The activation is made by hand, with the name of the role: its code is a secret.
   *
   * @param options the nodes to install on, and what differs from the defaults; a target that can't be meant is an error
   */
  public static ssmHybrid(options: SsmHybridOptions = {}): OnPremisesIdentity {
    checkSsmHybrid(options);
    return new SsmHybrid(options);
  }

  protected constructor() {
  }

  /**
   * Why a collector can't use it, if it can't.
   *
   * @internal
   */
  public abstract _obstacle(collector: CollectorFacts): string | undefined;

  /**
   * Makes what it needs in the construct of the collector.
   *
   * @internal
   */
  public abstract _bind(scope: Construct, collector: CollectorFacts): BoundIdentity;
}

class RolesAnywhere extends OnPremisesIdentity {
  constructor(private readonly options: RolesAnywhereOptions) {
    super();
  }

  public _obstacle({ kind, title }: CollectorFacts): string | undefined {
    return kind === 'cloudwatch-agent'
      ? `the ${title} can't get credentials from IAM Roles Anywhere (aws/amazon-cloudwatch-agent#606, #1241): `
        + 'use TraceCollector.xrayDaemon() or .openTelemetry(), or OnPremisesIdentity.ssmHybrid()'
      : undefined;
  }

  public _bind(scope: Construct): BoundIdentity {
    return bindRolesAnywhere(scope, this.options);
  }
}

class SsmHybrid extends OnPremisesIdentity {
  constructor(private readonly options: SsmHybridOptions) {
    super();
  }

  public _obstacle(): string | undefined {
    return undefined;
  }

  public _bind(scope: Construct, { kind }: CollectorFacts): BoundIdentity {
    return bindSsmHybrid(scope, this.options, kind);
  }
}
