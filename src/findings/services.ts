import { finding, statementJson } from './finding-ids';
import { Finding } from '../finding';

const NOT_TRACED = 'not traced';

export function roleNotWritable(role: string, actions: readonly string[], switchedOn: boolean): Finding {
  return {
    outcome: switchedOn ? 'tracing is on by its own setting, but the permission for it may be missing' : NOT_TRACED,
    ...finding('roleNotWritable',
      `its role ${role} can't be changed from this app, and without the permission the deployment would fail`,
      `Let the owner of the role add ${statementJson(actions)} to it, then pass unwritableRoles: ASSUME_PERMITTED`),
  };
}

export function roleNotFound(what: string, actions: readonly string[]): Finding {
  return {
    outcome: NOT_TRACED,
    ...finding('roleNotFound',
      what,
      `Give it a role of this app that can be found, or add ${statementJson(actions)} to the role it runs with and pass unwritableRoles: ASSUME_PERMITTED`),
  };
}

export function httpApiNotTraceable(protocol: string): Finding {
  return finding('httpApiNotTraceable',
    `X-Ray cannot trace this ${protocol} API: of API Gateway's APIs only REST APIs can be traced`,
    'Its traces begin at the functions behind it. Use a REST API where the API itself must be in the trace');
}

export function edgeFunctionNotTraceable(): Finding {
  return finding('edgeFunctionNotTraceable',
    'X-Ray cannot trace a function that runs at CloudFront\'s edge (Lambda@Edge)',
    'It stays as it is; if its own setting says on, turn that off');
}

export function eventSourceNotTraceable(source: string): Finding {
  return finding('eventSourceNotTraceable',
    `the function is traced, but Lambda cannot trace its invocations by ${source}`,
    'Start a trace of your own in the function\'s code where these invocations must be seen');
}

export function canaryNotTraceable(why: string): Finding {
  return finding('canaryNotTraceable',
    `X-Ray cannot trace this canary: ${why}`,
    'Use a Puppeteer runtime for Node.js (syn-nodejs-puppeteer-*) without Firefox, in a Region that supports it');
}

export function platformWithoutDaemon(platform: string): Finding {
  return finding('platformWithoutDaemon',
    `Elastic Beanstalk has no X-Ray daemon on the platform ${JSON.stringify(platform)}`,
    'Run the daemon as a container of your own beside the application');
}

export function propertyNotSettable(path: string): Finding {
  return finding('propertyNotSettable',
    `CloudFormation computes the value around ${path} as a whole, by a condition or a parameter, so tracing can't be set in it`,
    'Set it inside that value, in each of its cases, or exclude the resource');
}

export function pinnedVersion(version: string): Finding {
  return finding('pinnedVersion',
    `the alias points to ${version}, and a published version keeps the tracing mode it was published with: if it is deployed already, it stays untraced`,
    'Point the alias to the function\'s currentVersion, or publish a new version');
}

export function topicInPortableStack(): Finding {
  return {
    outcome: NOT_TRACED,
    ...finding('topicInPortableStack',
      'it is deployed with a product or a stack set, where this app cannot know whether X-Ray\'s resource policy for SNS exists',
      'Create the policy once in each target account and Region, then pass resourcePolicy: ResourcePolicyOwner.external()'),
  };
}

export function stageNotVisited(): Finding {
  return finding('stageNotVisited',
    'this Stage has resources that X-Ray can trace, but it was synthesized before tracing could reach them',
    'Call XRayTracing.of(app).enable() before the Stage is made (and before pipeline.addStage), or enable it on the Stage itself');
}

export function permissionLost(actions: readonly string[]): Finding {
  return finding('permissionLost',
    'tracing is on, but the permission that was given for it is not in the template: something removed it from the role',
    `Keep ${statementJson(actions)} on the role, or exclude the resource`);
}

export function renderedOtherwise(meant: string, rendered: string): Finding {
  return finding('renderedOtherwise',
    `tracing was to be ${meant}, but the template says ${rendered}: an override or a later change won`,
    'Remove the override, or exclude the resource with the reason');
}

export function resourcePolicyQuota(environment: string, count: number): Finding {
  return finding('resourcePolicyQuota',
    `this app puts ${count} X-Ray resource policies into ${environment}; X-Ray allows 5 for an account and Region, shared with every other app`,
    'Let one stack own the policy and pass resourcePolicy: ResourcePolicyOwner.external() for the other Stages');
}

export function exclusionWithoutEffect(): Finding {
  return finding('exclusionWithoutEffect',
    'excluded from tracing, but there is nothing in it that X-Ray could trace',
    'Remove the exclusion, or exclude the construct that has the resource');
}
