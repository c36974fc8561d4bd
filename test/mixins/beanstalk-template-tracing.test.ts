import { CfnConfigurationTemplate, CfnEnvironment } from 'aws-cdk-lib/aws-elasticbeanstalk';
import { describeBeanstalk } from './beanstalk-cases';
import { mixins } from '../../src';
import { newStack } from '../fixtures';

describe('BeanstalkTemplateTracing', () => {
  describeBeanstalk<CfnConfigurationTemplate>({
    type: 'AWS::ElasticBeanstalk::ConfigurationTemplate',
    mixin: (props) => new mixins.BeanstalkTemplateTracing(props),
    make: (stack, props) => new CfnConfigurationTemplate(stack, 'Template', { applicationName: 'shop', ...props }),
    assign: (template, settings) => {
      template.optionSettings = settings;
    },
  });

  test('does not support an environment', () => {
    const environment = new CfnEnvironment(newStack(), 'Environment', { applicationName: 'shop' });

    expect(new mixins.BeanstalkTemplateTracing().supports(environment)).toBe(false);
  });
});
