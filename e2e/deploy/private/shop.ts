import { App, Stack } from 'aws-cdk-lib';
import { LambdaRestApi } from 'aws-cdk-lib/aws-apigateway';
import { IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { DefinitionBody, Pass, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { FilterExpression, SamplingRule, TraceGroup } from '../../../src';

export interface ShopOptions {
  /** @default 'faults' */
  readonly groupName?: string;
  /** @default 'orders' */
  readonly ruleName?: string;
  /** @default false */
  readonly withInvoices?: boolean;
  /**
   * A role that is there already, for one more function: its permission is a resource of its own.
   *
   * @default - no such function
   */
  readonly existingRoleArn?: string;
}

/** A small app of which tests deploy one version after the other. */
export class Shop {
  public readonly roles: Stack;
  public readonly orders: Stack;
  public readonly events: Stack;
  public readonly handler: LambdaFunction;
  /** Calls whatever version of the handler was published last. */
  public readonly live: Alias;

  constructor(app: App, options: ShopOptions = {}) {
    this.roles = new Stack(app, 'Roles');
    this.orders = new Stack(app, 'Orders');
    this.events = new Stack(app, 'Events');

    this.handler = addFunction(this.orders, 'Handler');
    this.live = this.handler.addAlias('live');
    new LambdaRestApi(this.orders, 'Api', { handler: this.live, cloudWatchRole: false });
    new Topic(this.orders, 'Placed');

    const role = new Role(this.roles, 'Packer', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    addFunction(this.events, 'Packer', role);
    if (options.existingRoleArn !== undefined) {
      addFunction(this.orders, 'Pay', Role.fromRoleArn(this.orders, 'Existing', options.existingRoleArn));
    }
    new Topic(this.events, 'Packed');
    new StateMachine(this.events, 'Machine', { definitionBody: DefinitionBody.fromChainable(new Pass(this.events, 'Pass')) });

    new TraceGroup(this.orders, 'Faults', { groupName: options.groupName ?? 'faults', filter: FilterExpression.fault() });
    new SamplingRule(this.orders, 'Rule', { samplingRuleName: options.ruleName ?? 'orders', fixedRate: 0.1, reservoir: 1, priority: 100 });

    if (options.withInvoices) {
      const invoices = new Stack(app, 'Invoices');
      new Topic(invoices, 'Written');
      addFunction(invoices, 'Write');
    }
  }
}

function addFunction(scope: Stack, id: string, role?: IRole): LambdaFunction {
  return new LambdaFunction(scope, id, {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => ({ statusCode: 200 });'),
    role,
  });
}
