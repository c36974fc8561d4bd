import { Fn } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnConfigurationTemplate, CfnEnvironment } from 'aws-cdk-lib/aws-elasticbeanstalk';
import { describeBeanstalk, newProfile, profileOption, size } from './beanstalk-cases';
import { mixins } from '../../src';
import { newStack, onlyOne, SAMPLING_ACTIONS, warningsOf, xrayPolicy } from '../fixtures';

const TYPE = 'AWS::ElasticBeanstalk::Environment';
const XRAY = { Namespace: 'aws:elasticbeanstalk:xray', OptionName: 'XRayEnabled', Value: 'true' };

describe('BeanstalkEnvironmentTracing', () => {
  describeBeanstalk<CfnEnvironment>({
    type: TYPE,
    mixin: (props) => new mixins.BeanstalkEnvironmentTracing(props),
    make: (stack, props) => new CfnEnvironment(stack, 'Environment', { applicationName: 'shop', ...props }),
    assign: (environment, settings) => {
      environment.optionSettings = settings;
    },
  });

  describe('with a configuration template', () => {
    test('finds the instance profile that the template names', () => {
      const stack = newStack();
      const optionSettings = [profileOption(newProfile(stack).ref)];
      const template = new CfnConfigurationTemplate(stack, 'Template', { applicationName: 'shop', optionSettings });

      new CfnEnvironment(stack, 'Environment', { applicationName: 'shop', templateName: template.ref })
        .with(new mixins.BeanstalkEnvironmentTracing());

      expect(onlyOne(stack, TYPE).OptionSettings).toEqual([XRAY]);
      expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toEqual([xrayPolicy(...SAMPLING_ACTIONS)]);
      Template.fromStack(stack).hasResourceProperties('AWS::ElasticBeanstalk::ConfigurationTemplate', {
        OptionSettings: [{ Namespace: 'aws:autoscaling:launchconfiguration', OptionName: 'IamInstanceProfile', Value: { Ref: 'Profile' } }],
      });
    });

    test('prefers the profile that the environment itself names', () => {
      const stack = newStack();
      const template = new CfnConfigurationTemplate(stack, 'Template', { applicationName: 'shop', optionSettings: [profileOption('theirs')] });

      new CfnEnvironment(stack, 'Environment', {
        applicationName: 'shop', templateName: template.ref, optionSettings: [profileOption(newProfile(stack).ref)],
      }).with(new mixins.BeanstalkEnvironmentTracing());

      expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toEqual([xrayPolicy(...SAMPLING_ACTIONS)]);
      expect(warningsOf(stack)).toEqual([]);
    });

    test.each([['a literal', 'shop-template'], ['a token', Fn.importValue('Template')]])('warns where the template is %s', (_name, templateName) => {
      const stack = newStack();

      new CfnEnvironment(stack, 'Environment', { applicationName: 'shop', templateName, optionSettings: [size()] })
        .with(new mixins.BeanstalkEnvironmentTracing());

      expect(onlyOne(stack, TYPE).OptionSettings).toHaveLength(1);
      expect(warningsOf(stack)).toEqual(['/Stack/Environment roleNotFound']);
    });
  });
});
