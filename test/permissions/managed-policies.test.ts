import { actionsOfManagedPolicy } from '../../src/permissions/managed-policies';
import { SEGMENTS, WRITE, WRITE_AND_SAMPLE } from '../../src/permissions/permission-set';

describe('the permission sets', () => {
  test.each([
    ['SEGMENTS', SEGMENTS, ['xray:PutTraceSegments']],
    ['WRITE', WRITE, ['xray:PutTelemetryRecords', 'xray:PutTraceSegments']],
    ['WRITE_AND_SAMPLE', WRITE_AND_SAMPLE, ['xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments']],
  ])('%s is the smallest there is, sorted', (_name, set, actions) => {
    expect(set.actions).toEqual(actions);
  });

  test('have different names', () => {
    expect(new Set([SEGMENTS, WRITE, WRITE_AND_SAMPLE].map(({ name }) => name)).size).toBe(3);
  });
});

describe('actionsOfManagedPolicy', () => {
  test.each([
    'AWSXRayDaemonWriteAccess', 'AWSXrayWriteOnlyAccess', 'CloudWatchAgentServerPolicy', 'CloudWatchAgentAdminPolicy',
    'AWSElasticBeanstalkWebTier', 'AWSElasticBeanstalkWorkerTier',
  ])('knows that %s allows the daemon\'s five actions', (name) => {
    const actions = actionsOfManagedPolicy(`arn:aws:iam::aws:policy/${name}`);

    expect(actions).toHaveLength(5);
    expect(actions).toEqual(expect.arrayContaining([...WRITE_AND_SAMPLE.actions]));
  });

  test.each([
    'arn:aws:iam::111122223333:policy/AWSXRayDaemonWriteAccess',
    'arn:aws:iam::aws:policy/awsxraydaemonwriteaccess',
    'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess/more',
    'AWSXRayDaemonWriteAccess',
    '',
  ])('knows nothing of %j', (arn) => {
    expect(actionsOfManagedPolicy(arn)).toEqual([]);
  });
});
