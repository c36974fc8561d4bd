import { CfnResource, Fn, Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnAppMonitor } from 'aws-cdk-lib/aws-rum';
import { absent, describeMixin } from './contract';
import { mixins } from '../../src';
import { newStack, onlyOne } from '../fixtures';

const TYPE = 'AWS::RUM::AppMonitor';

describe('AppMonitorTracing', () => {
  describeMixin<CfnAppMonitor>({
    type: TYPE,
    mixin: () => new mixins.AppMonitorTracing(),
    l1: (stack) => new CfnAppMonitor(stack, 'Monitor', { name: 'shop', domain: 'shop.example.com' }),
    assign: (monitor, value) => {
      monitor.appMonitorConfiguration = value === 'off' ? { enableXRay: false } : { enableXRay: value };
    },
    traced: { AppMonitorConfiguration: { EnableXRay: true } },
    untraced: { AppMonitorConfiguration: absent },
  });

  test('keeps the rest of the configuration', () => {
    const stack = newStack();
    const monitor = new CfnAppMonitor(stack, 'Monitor', {
      name: 'shop', domain: 'shop.example.com', appMonitorConfiguration: { allowCookies: true, sessionSampleRate: 0.1, telemetries: ['http'] },
    });

    monitor.with(new mixins.AppMonitorTracing());

    Template.fromStack(stack).hasResource(TYPE, {
      Properties: {
        Name: 'shop',
        Domain: 'shop.example.com',
        AppMonitorConfiguration: { AllowCookies: true, SessionSampleRate: 0.1, Telemetries: ['http'], EnableXRay: true },
      },
    });
  });

  test('keeps the rest of a configuration that is a token', () => {
    const stack = newStack();
    const monitor = new CfnAppMonitor(stack, 'Monitor', {
      name: 'shop', appMonitorConfiguration: Lazy.any({ produce: () => ({ allowCookies: true }) }),
    });

    monitor.with(new mixins.AppMonitorTracing());

    Template.fromStack(stack).hasResourceProperties(TYPE, { AppMonitorConfiguration: { AllowCookies: true, EnableXRay: true } });
  });

  test('loses nothing of a configuration that is a condition', () => {
    const stack = newStack();
    const monitor = new CfnAppMonitor(stack, 'Monitor', {
      name: 'shop', appMonitorConfiguration: Fn.conditionIf('IsProd', { AllowCookies: true }, { AllowCookies: false }),
    });

    monitor.with(new mixins.AppMonitorTracing());

    expect(JSON.stringify(onlyOne(stack, TYPE).AppMonitorConfiguration)).toContain('AllowCookies');
  });

  test('makes no role and no policy', () => {
    const stack = newStack();

    new CfnAppMonitor(stack, 'Monitor', { name: 'shop' }).with(new mixins.AppMonitorTracing());

    expect(Object.keys(Template.fromStack(stack).toJSON().Resources)).toEqual(['Monitor']);
  });

  test('switches a raw resource on by an override', () => {
    const stack = newStack();
    const properties = { Name: 'shop', AppMonitorConfiguration: { AllowCookies: true } };
    const monitor = new CfnResource(stack, 'Monitor', { type: TYPE, properties });

    monitor.with(new mixins.AppMonitorTracing());

    Template.fromStack(stack).hasResourceProperties(TYPE, { AppMonitorConfiguration: { AllowCookies: true, EnableXRay: true } });
  });
});
