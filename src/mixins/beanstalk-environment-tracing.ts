import { beanstalkService } from './private/beanstalk';
import { TracingMixin } from './private/tracing-mixin';
import { RoleTracingOptions } from './role-tracing-options';

/**
 * AWS::ElasticBeanstalk::Environment
 *
 * @internal
 */
export const BEANSTALK_ENVIRONMENT = beanstalkService('AWS::ElasticBeanstalk::Environment');

/**
 * Properties of `BeanstalkEnvironmentTracing`.
 */
export interface BeanstalkEnvironmentTracingProps extends RoleTracingOptions {
}

/**
 * Elastic Beanstalk's own X-Ray daemon on the instances of an environment, with the permission that their role needs.
 *
 * Sets the option `XRayEnabled` of `aws:elasticbeanstalk:xray` to `true`, over whatever it was; other options stay as they are. Allows the
 * daemon's actions on the role of the instance profile that the environment or its configuration template names, unless the role has them already.
 * A profile that is not found in the app leaves the environment untouched, with the finding `cdk-xray:roleNotFound`.
 */
export class BeanstalkEnvironmentTracing extends TracingMixin {
  constructor(props: BeanstalkEnvironmentTracingProps = {}) {
    super(BEANSTALK_ENVIRONMENT, props);
  }
}
