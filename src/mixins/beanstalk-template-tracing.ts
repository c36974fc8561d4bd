import { beanstalkService } from './private/beanstalk';
import { TracingMixin } from './private/tracing-mixin';
import { RoleTracingOptions } from './role-tracing-options';

/**
 * AWS::ElasticBeanstalk::ConfigurationTemplate
 *
 * @internal
 */
export const BEANSTALK_TEMPLATE = beanstalkService('AWS::ElasticBeanstalk::ConfigurationTemplate');

/**
 * Properties of `BeanstalkTemplateTracing`.
 */
export interface BeanstalkTemplateTracingProps extends RoleTracingOptions {
}

/**
 * Elastic Beanstalk's own X-Ray daemon in a configuration template, with the permission that the instances' role needs.
 *
 * Sets the option `XRayEnabled` of `aws:elasticbeanstalk:xray` to `true`, over whatever it was; other options stay as they are. Allows the
 * daemon's actions on the role of the instance profile that the template names, unless the role has them already.
 * A profile that is not found in the app leaves the template untouched, with the finding `cdk-xray:roleNotFound`.
 */
export class BeanstalkTemplateTracing extends TracingMixin {
  constructor(props: BeanstalkTemplateTracingProps = {}) {
    super(BEANSTALK_TEMPLATE, props);
  }
}
