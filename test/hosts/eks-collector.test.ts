import { Aws, CfnParameter, Lazy, Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Role } from 'aws-cdk-lib/aws-iam';
import fc from 'fast-check';
import { IMPORTED, joined, MANIFEST, newCollector, objectsOf, podOf } from './eks-clusters';
import { CollectorImage, EksCollectorIdentity, TraceCollector } from '../../src';
import { newApp, newStack, onlyOne, resourcesOf, SAMPLING_ACTIONS, warningsOf } from '../fixtures';

const REGION = 'eu-central-1';

function regional(): Stack {
  return newStack(newApp(), 'Stack', { env: { region: REGION, account: '111122223333' } });
}

const COLLECTORS: [string, () => TraceCollector, number, string][] = [
  ['X-Ray daemon', () => TraceCollector.xrayDaemon(), 10001, 'public.ecr.aws/xray/aws-xray-daemon:3.6.6'],
  ['CloudWatch agent', () => TraceCollector.cloudWatchAgent(), 1000, 'public.ecr.aws/cloudwatch-agent/cloudwatch-agent:'],
  ['OpenTelemetry collector', () => TraceCollector.openTelemetry(), 4317, 'public.ecr.aws/aws-observability/aws-otel-collector:'],
];

describe.each(IMPORTED)('EksCollector on a cluster of %s', (_library, clusterIn) => {
  describe.each(COLLECTORS)('with the %s', (_title, collector, user, image) => {
    test('runs it on every Linux node, as a user that may do nothing', () => {
      const stack = regional();
      const pod = podOf(newCollector(stack, clusterIn(stack), { collector: collector() }));

      expect(pod).toMatchObject({
        serviceAccountName: 'xray-collector',
        automountServiceAccountToken: false,
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        tolerations: [{ operator: 'Exists' }],
        securityContext: { runAsNonRoot: true, runAsUser: user, runAsGroup: user, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [{
          image: expect.stringContaining(image),
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
        }],
      });
      expect(pod).not.toHaveProperty('hostNetwork');
      expect(JSON.stringify(pod.affinity)).toContain('{"key":"eks.amazonaws.com/compute-type","operator":"NotIn","values":["fargate"]}');
    });

    test('sends with a role that may send, sample and nothing else', () => {
      const stack = regional();
      newCollector(stack, clusterIn(stack), { collector: collector() });

      expect(onlyOne(stack, 'AWS::IAM::Role')).toMatchObject({
        AssumeRolePolicyDocument: {
          Statement: [{ Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: 'pods.eks.amazonaws.com' } }],
        },
        Policies: [{ PolicyName: 'XRay', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: SAMPLING_ACTIONS, Resource: '*' }] } }],
      });
      Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
    });

    test('gives the pods a role, before the first of them starts', () => {
      const stack = regional();
      newCollector(stack, clusterIn(stack), { collector: collector() });

      const [association, { Properties }] = Object.entries(resourcesOf(stack, 'AWS::EKS::PodIdentityAssociation'))[0];
      expect(Properties).toMatchObject({ ClusterName: 'shop', Namespace: 'aws-xray', ServiceAccount: 'xray-collector' });
      Template.fromStack(stack).hasResource(MANIFEST, { DependsOn: Match.arrayWith([association]) });
    });

    test('has no rights in the cluster', () => {
      const stack = regional();
      const objects = objectsOf(newCollector(stack, clusterIn(stack), { collector: collector() }));

      expect(objects.map(({ kind }) => kind)).toEqual(['Namespace', 'ServiceAccount', 'DaemonSet']);
    });

    test('is in a namespace that may have ports of the node, whatever the cluster enforces', () => {
      const stack = regional();
      const [namespace] = objectsOf(newCollector(stack, clusterIn(stack), { collector: collector() }));

      expect(namespace.metadata).toMatchObject({ name: 'aws-xray', labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } });
    });

    test('needs no instance metadata', () => {
      const stack = regional();
      const [{ env, args = [] }] = podOf(newCollector(stack, clusterIn(stack), { collector: collector() })).containers;

      expect(env).toContainEqual({ name: 'AWS_REGION', value: REGION });
      expect(JSON.stringify([env, args])).toMatch(/--local-mode|local_mode/);
    });

    test('has the same variables for applications of the X-Ray SDKs', () => {
      const stack = regional();
      const { podEnvironment } = newCollector(stack, clusterIn(stack), { collector: collector() });

      expect(podEnvironment.slice(0, 3)).toEqual([
        { name: 'TRACE_COLLECTOR_HOST', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } },
        { name: 'AWS_XRAY_DAEMON_ADDRESS', value: '$(TRACE_COLLECTOR_HOST):2000' },
        { name: 'AWS_XRAY_CONTEXT_MISSING', value: 'LOG_ERROR' },
      ]);
    });
  });

  test('keeps everything in an existing namespace', () => {
    const stack = regional();
    const collector = newCollector(stack, clusterIn(stack), { kubernetesNamespace: 'shop' });

    expect(collector.kubernetesNamespace).toBe('shop');
    expect(objectsOf(collector).map(({ kind, metadata }) => [kind, metadata.namespace])).toEqual([['ServiceAccount', 'shop'], ['DaemonSet', 'shop']]);
    expect(onlyOne(stack, 'AWS::EKS::PodIdentityAssociation')).toMatchObject({ Namespace: 'shop' });
  });

  test('gives the role by the provider of the cluster on request', () => {
    const stack = regional();
    const collector = newCollector(stack, clusterIn(stack), { identity: EksCollectorIdentity.IRSA });

    Template.fromStack(stack).resourceCountIs('AWS::EKS::PodIdentityAssociation', 0);
    expect(joined(Object.values(resourcesOf(stack, 'Custom::AWSCDKCfnJson'))[0].Properties.Value)).toBe(JSON.stringify({
      'oidc.eks.eu-central-1.amazonaws.com/id/ABC:aud': 'sts.amazonaws.com',
      'oidc.eks.eu-central-1.amazonaws.com/id/ABC:sub': 'system:serviceaccount:aws-xray:xray-collector',
    }));
    expect(objectsOf(collector)[1].metadata.annotations).toEqual({ 'eks.amazonaws.com/role-arn': expect.stringContaining('Role') });
  });

  test('may assume the role that the collector sends with, and nothing else', () => {
    const stack = regional();
    const role = Role.fromRoleArn(stack, 'Central', 'arn:aws:iam::444455556666:role/central');
    newCollector(stack, clusterIn(stack), { collector: TraceCollector.cloudWatchAgent({ role }) });

    expect(onlyOne(stack, 'AWS::IAM::Policy')).toMatchObject({
      PolicyDocument: { Statement: [{ Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::444455556666:role/central' }] },
    });
    expect(onlyOne(stack, 'AWS::IAM::Role')).not.toHaveProperty('Policies');
  });
});

const [[, clusterIn]] = IMPORTED;

describe('EksCollector', () => {
  test.each([
    ['the X-Ray daemon', TraceCollector.xrayDaemon(), [2000, 2000]],
    ['the CloudWatch agent', TraceCollector.cloudWatchAgent(), [2000, 2000, 4317, 4318]],
    ['the OpenTelemetry collector', TraceCollector.openTelemetry(), [2000, 2000, 4317, 4318]],
  ])('opens the ports of the node that %s serves', (_title, collector, ports) => {
    const stack = regional();
    const [container] = podOf(newCollector(stack, clusterIn(stack), { collector })).containers;

    expect(container.ports.map(({ hostPort }) => hostPort)).toEqual(ports);
    expect(container.ports.slice(0, 2).map(({ protocol }) => protocol)).toEqual(['UDP', 'TCP']);
    expect(JSON.stringify([container.args, container.env])).toContain('0.0.0.0:2000');
  });

  test('has variables of OpenTelemetry only where the collector takes OTLP', () => {
    const names = (collector: TraceCollector) => {
      const stack = regional();
      return newCollector(stack, clusterIn(stack), { collector }).podEnvironment.map(({ name }) => name).filter((name) => name.startsWith('OTEL_'));
    };

    expect(names(TraceCollector.xrayDaemon())).toEqual([]);
    expect(names(TraceCollector.cloudWatchAgent())).toContain('OTEL_EXPORTER_OTLP_ENDPOINT');
    expect(names(TraceCollector.openTelemetry())).toContain('OTEL_EXPORTER_OTLP_ENDPOINT');
  });

  test('checks the health of what can tell it, from within', () => {
    const stack = regional();
    const [container] = podOf(newCollector(stack, clusterIn(stack), { collector: TraceCollector.openTelemetry() })).containers;
    const other = regional();
    const [daemon] = podOf(newCollector(other, clusterIn(other))).containers;

    expect(container).toMatchObject({ livenessProbe: { exec: { command: ['/healthcheck'] } }, readinessProbe: { exec: { command: ['/healthcheck'] } } });
    expect(daemon).not.toHaveProperty('livenessProbe');
    expect(daemon).not.toHaveProperty('readinessProbe');
  });

  test('lets the CloudWatch agent write where it has to, and nowhere else', () => {
    const stack = regional();
    const pod = podOf(newCollector(stack, clusterIn(stack), { collector: TraceCollector.cloudWatchAgent() }));

    expect(pod.volumes).toEqual([0, 1, 2].map((index) => ({ name: `scratch-${index}`, emptyDir: {} })));
    expect(pod.containers[0].volumeMounts).toContainEqual({ name: 'scratch-0', mountPath: '/opt/aws/amazon-cloudwatch-agent/etc' });
  });

  test('tells the CloudWatch agent that its credentials are those of the pod', () => {
    const stack = regional();
    const [{ env }] = podOf(newCollector(stack, clusterIn(stack), { collector: TraceCollector.cloudWatchAgent() })).containers;

    expect(env).toContainEqual({ name: 'RUN_WITH_IRSA', value: 'True' });
  });

  test('asks for the memory of the collector and its buffer', () => {
    const stack = regional();
    const collector = TraceCollector.xrayDaemon({ bufferMemory: Size.mebibytes(64) });
    const [{ resources }] = podOf(newCollector(stack, clusterIn(stack), { collector })).containers;

    expect(resources).toEqual({ requests: { memory: '112Mi' }, limits: { memory: '224Mi' } });
  });

  test('sets no limit where the buffer is not known yet', () => {
    const stack = regional();
    const collector = TraceCollector.xrayDaemon({ bufferMemory: Size.mebibytes(Lazy.number({ produce: () => 64 })) });
    const [{ resources }] = podOf(newCollector(stack, clusterIn(stack), { collector })).containers;

    expect(resources).toEqual({ requests: { memory: '48Mi' } });
  });

  test('keeps what looks like a variable of Kubernetes as it is', () => {
    const stack = regional();
    const configuration = 'exporters: { awsxray: { region: "${env:AWS_REGION} $(AWS_REGION) $$" } }\nservice: { pipelines: { traces: {} } }';
    const [{ env }] = podOf(newCollector(stack, clusterIn(stack), { collector: TraceCollector.openTelemetry({ configuration }) })).containers;
    const value = env.find(({ name }) => name === 'AOT_CONFIG_CONTENT')?.value ?? '';

    expect(value).toContain('$$(AWS_REGION) $$$$');
    expect(value.replace(/\$\$/g, '$')).toBe(configuration);
  });

  test('takes an image of Amazon ECR, and values of CloudFormation', () => {
    const stack = newStack();
    const repository = Repository.fromRepositoryName(stack, 'Repository', 'xray');
    const collector = newCollector(stack, clusterIn(stack), {
      collector: TraceCollector.xrayDaemon({ image: CollectorImage.fromEcrRepository(repository, '3.6.6'), resourceArn: Aws.STACK_ID }),
      kubernetesNamespace: new CfnParameter(stack, 'Namespace').valueAsString,
    });
    const [container] = podOf(collector).containers;

    expect(container.image).toMatch(/dkr\.ecr\..*\/xray:3\.6\.6$/);
    expect(container.args).toContain('<Ref:AWS::StackId>');
    expect(container.env).toContainEqual({ name: 'AWS_REGION', value: '<Ref:AWS::Region>' });
    expect(objectsOf(collector)[1].metadata.namespace).toBe('<Ref:Namespace>');
  });

  test('says once that the daemon is in maintenance', () => {
    const stack = regional();
    newCollector(stack, clusterIn(stack));

    expect(warningsOf(stack)).toEqual(['/Stack/Traces daemonInMaintenance']);
  });

  test('refuses a namespace that is none', () => {
    fc.assert(fc.property(hostile(), (namespace) => {
      const stack = newStack();

      expect(() => newCollector(stack, clusterIn(stack), { kubernetesNamespace: namespace })).toThrow(/kubernetesNamespace must be a DNS label/);
    }), { numRuns: 50 });
  });

  test.each(['a', 'a-1', '1', `a${'b'.repeat(62)}`])('takes the namespace %s', (namespace) => {
    const stack = newStack();

    expect(newCollector(stack, clusterIn(stack), { kubernetesNamespace: namespace }).kubernetesNamespace).toBe(namespace);
  });

  test('refuses an identity that is none', () => {
    const stack = newStack();
    const props = JSON.parse('{ "identity": "none" }');

    expect(() => newCollector(stack, clusterIn(stack), props)).toThrow('[Stack/Traces] identity must be one of POD_IDENTITY, IRSA, got "none"');
  });
});

/** What no namespace can be called. */
function hostile(): fc.Arbitrary<string> {
  const marks = fc.constantFrom('"', "'", '$(id)', '`id`', '\n', '%', ';', '{{', ' ', 'A', '_', '.', '-', 'é', 'x'.repeat(64));
  return fc.oneof(marks.map((mark) => `shop${mark}`), marks.map((mark) => `${mark}shop`), fc.constant(''))
    .filter((name) => !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name));
}
