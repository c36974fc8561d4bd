import { Fields, segment, subsegment } from './traces';

const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:prices';

/** An application on an instance that calls a function, a table and a database, with the segments that X-Ray infers. */
export function shopTrace(changes: { root?: Fields; table?: Fields; function?: Fields } = {}): string[] {
  const table = { table_name: 'shop-users', operation: 'UpdateItem', request_id: 'R1', resource_names: ['shop-users'] };
  return [
    segment('a1', 'Shop', {
      origin: 'AWS::EC2::Instance',
      end_time: 1_003,
      user: '5M388M1E',
      service: {},
      http: {
        request: { url: 'http://shop.example.com/api/user', method: 'POST', user_agent: 'Mozilla/5.0', client_ip: '192.0.2.7', x_forwarded_for: true },
        response: { status: 200 },
      },
      aws: { ec2: { availability_zone: 'eu-west-1c', instance_id: 'i-0123' }, xray: { sdk_version: '3.0.0', sdk: 'X-Ray for Java' } },
      subsegments: [
        subsegment('a2', 'Lambda', { namespace: 'aws', aws: { function_name: 'prices', operation: 'Invoke', resource_names: ['prices'] } }),
        subsegment('a3', '## UserModel.saveUser', {
          metadata: { debug: { test: 'x' } },
          subsegments: [subsegment('a4', 'DynamoDB', { namespace: 'aws', aws: table, http: { response: { status: 200, content_length: 57 } } })],
        }),
        subsegment('a5', 'shop@db.example.com', { namespace: 'remote', sql: { database_type: 'PostgreSQL', user: 'dbuser' } }),
      ],
      ...changes.root,
    }),
    segment('b1', 'prices', { parent_id: 'a2', origin: 'AWS::Lambda', resource_arn: FUNCTION_ARN, http: { response: { status: 200 } } }),
    segment('c1', 'prices', {
      parent_id: 'b1',
      origin: 'AWS::Lambda::Function',
      aws: { account_id: '111122223333', function_arn: FUNCTION_ARN, resource_names: ['prices'] },
      subsegments: [
        subsegment('c2', 'Initialization', { aws: { function_arn: FUNCTION_ARN } }),
        subsegment('c3', 'annotations', { annotations: { plan: 'gold', items: 3, internal: false, vip: true } }),
      ],
      ...changes.function,
    }),
    segment('d1', 'DynamoDB', {
      parent_id: 'a4', inferred: true, origin: 'AWS::DynamoDB::Table', aws: table, http: { response: { status: 200, content_length: 57 } }, ...changes.table,
    }),
  ];
}

/** A function that takes messages from a queue, whose senders' traces are linked. */
export function queueTrace(): string[] {
  return [
    segment('e1', 'worker', {
      origin: 'AWS::Lambda::Function',
      links: [{ id: 'ffff', trace_id: '1-6921f0a0-ffffffffffffffffffffffff', attributes: { ReferenceType: 'child' } }],
      subsegments: [
        subsegment('e2', 'SQS', { namespace: 'aws', aws: { operation: 'DeleteMessage', queue_url: 'https://sqs.eu-west-1.amazonaws.com/111122223333/orders' } }),
      ],
    }),
    segment('e3', 'SQS', {
      parent_id: 'e2', inferred: true, origin: 'AWS::SQS', aws: { operation: 'DeleteMessage', queue_url: 'https://sqs.eu-west-1.amazonaws.com/111122223333/orders' },
    }),
  ];
}

/** Spans of OpenTelemetry: the id of the trace in W3C's form, a caller that sends nothing, a part that was sent on its own. */
export function spansTrace(changes: Fields = {}): string[] {
  const id = { trace_id: '6921f0a00123456789abcdef01234567' };
  return [
    segment('f1', 'checkout', {
      ...id,
      parent_id: 'f0',
      origin: 'AWS::ECS::Container',
      http: { request: { url: 'https://shop.example.com/checkout', method: 'GET' }, response: { status: 404 } },
      error: true,
      aws: { xray: { sdk: 'opentelemetry for nodejs', auto_instrumentation: false } },
      annotations: { 'tenant.id': 'acme' },
    }),
    segment('f2', 'rates.example.com', { type: 'subsegment', parent_id: 'f1', namespace: 'remote', http: { response: { status: 429 } }, throttle: true, ...changes }),
  ];
}
