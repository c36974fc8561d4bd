import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Definition, GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { ContainerImage, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { CfnAppMonitor } from 'aws-cdk-lib/aws-rum';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { DefinitionBody, Pass, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Canary, Code, Runtime, Test } from 'aws-cdk-lib/aws-synthetics';
import { TraceCollector, XRayTracing } from '../../src';
import { Emulator, Loss, startEmulator } from '../support/emulator';
import { describeWith } from '../support/requirements';
import { tracedInAccount } from './private/account';
import { deploy, destroy, synthesize } from './private/deploying';
import { tracedByReport } from './private/report';
import { Shop } from './private/shop';
import { COLD_CACHE_MS } from '../support/cache';

const SCHEMA = join(__dirname, '..', '..', 'demo', 'stacks', 'catalog.graphql');

describeWith('What is lost on the way to the account is noticed:', ['python3', 'npm'], false, () => {
  let emulator: Emulator;
  let assembly: string;

  beforeAll(async () => {
    emulator = await startEmulator({ bootstrap: true, topicNeedsPolicy: false });
  }, COLD_CACHE_MS);
  afterEach(async () => {
    await emulator.lose([]);
    await destroy(emulator, assembly);
  });
  afterAll(() => emulator?.stop());

  /** Types that the report calls traced and the account does not have traced, and the other way round. */
  async function differences(name: string, build: (app: App) => void, losses: readonly Loss[]) {
    await emulator.lose(losses);
    assembly = synthesize(emulator, name, build);
    await deploy(emulator, assembly);
    const [report, account] = [await tracedByReport(emulator, assembly), await tracedInAccount(emulator)];
    const types = (resources: readonly string[]) => resources.map((resource) => resource.split(' ')[0]);
    const without = (items: string[], others: string[]) => types(items.filter((item) => !others.includes(item)));
    return { onlyInReport: without(report, account), onlyInAccount: without(account, report) };
  }

  const shop = (app: App) => {
    new Shop(app);
    XRayTracing.of(app).enable();
  };
  const withoutFunctions = (app: App) => {
    const stack = new Stack(app, 'Machines');
    new Topic(stack, 'Topic');
    new StateMachine(stack, 'Machine', { definitionBody: DefinitionBody.fromChainable(new Pass(stack, 'Pass')) });
    XRayTracing.of(app).enable();
  };

  const others = (app: App) => {
    const stack = new Stack(app, 'Others');
    new GraphqlApi(stack, 'Catalog', { name: 'catalog', definition: Definition.fromFile(SCHEMA) });
    new CfnAppMonitor(stack, 'Pages', { name: 'pages', domain: 'shop.example.com' });
    new Canary(stack, 'Visit', {
      runtime: Runtime.SYNTHETICS_NODEJS_PUPPETEER_13_0,
      test: Test.custom({ code: Code.fromInline('exports.handler = async () => {};'), handler: 'index.handler' }),
    });
    const task = new FargateTaskDefinition(stack, 'Task');
    task.addContainer('app', { image: ContainerImage.fromRegistry('shop') });
    XRayTracing.of(app).enable({ collector: TraceCollector.xrayDaemon() });
  };

  test.each([['the shop', shop], ['the others', others]])('nothing lost, nothing noticed: %s', async (_, app) => {
    expect(await differences('whole', app, [])).toEqual({ onlyInReport: [], onlyInAccount: [] });
  });

  test('switches', async () => {
    const all = ['ApiGateway::Stage', 'Lambda::Function', 'Lambda::Function', 'SNS::Topic', 'SNS::Topic', 'StepFunctions::StateMachine'];
    expect(await differences('switches', shop, ['flag'])).toEqual({ onlyInReport: all.map((type) => `AWS::${type}`), onlyInAccount: [] });
  });

  test('switches of other services', async () => {
    const all = ['AppSync::GraphQLApi', 'RUM::AppMonitor', 'Synthetics::Canary'];
    expect(await differences('other-switches', others, ['flag'])).toEqual({ onlyInReport: all.map((type) => `AWS::${type}`), onlyInAccount: [] });
  });

  test('the resource policy', async () => {
    expect(await differences('policy', shop, ['resource-policy'])).toEqual({ onlyInReport: ['AWS::SNS::Topic', 'AWS::SNS::Topic'], onlyInAccount: [] });
  });

  test('permissions, by Lambda', async () => {
    await expect(differences('functions', shop, ['permission'])).rejects.toThrow('PutTraceSegments');
  });

  test('permissions, where no service looks', async () => {
    const lost = await differences('machines', withoutFunctions, ['permission']);
    expect(lost).toEqual({ onlyInReport: ['AWS::StepFunctions::StateMachine'], onlyInAccount: [] });
  });

  test('permissions of canaries and tasks', async () => {
    const lost = await differences('other-permissions', others, ['permission']);
    expect(lost).toEqual({ onlyInReport: ['AWS::ECS::TaskDefinition', 'AWS::Synthetics::Canary'], onlyInAccount: [] });
  });

  test('something traced that nobody asked for', async () => {
    assembly = synthesize(emulator, 'more', shop);
    await deploy(emulator, assembly);
    await emulator.sdk.call('sns', 'create_topic', { Name: 'by-hand', Attributes: { TracingConfig: 'Active' } });
    const report = await tracedByReport(emulator, assembly);
    const more = (await tracedInAccount(emulator)).filter((item) => !report.includes(item));
    expect(more).toEqual([expect.stringMatching(/^AWS::SNS::Topic .*:by-hand$/)]);
  });
});
