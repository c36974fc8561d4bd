export const TRACE_ID = '1-6921f0a0-0123456789abcdef01234567';

export type Fields = Record<string, unknown>;

/** The text of a segment of one second, with whatever is said otherwise. */
export function segment(id: string, name: string, fields: Fields = {}): string {
  return JSON.stringify({ trace_id: TRACE_ID, id, name, start_time: 1_000, end_time: 1_001, ...fields });
}

export function subsegment(id: string, name: string, fields: Fields = {}): Fields {
  return { id, name, start_time: 1_000.1, end_time: 1_000.9, ...fields };
}

/** A stage of API Gateway that calls a function, which reads a table. */
export function ordersTrace(status = 200, functionFields: Fields = {}): string[] {
  return [
    segment('01', 'orders/prod', {
      origin: 'AWS::ApiGateway::Stage',
      end_time: 1_002.5,
      http: { request: { method: 'GET', url: 'https://api.example.com/orders', user_agent: 'curl/8', client_ip: '192.0.2.1' }, response: { status } },
      aws: { account_id: '111122223333' },
      subsegments: [subsegment('02', 'Lambda', { namespace: 'aws' })],
    }),
    segment('03', 'OrdersFunction', { origin: 'AWS::Lambda', parent_id: '02', http: { response: { status } } }),
    segment('04', 'OrdersFunction', {
      origin: 'AWS::Lambda::Function',
      parent_id: '03',
      user: 'alice',
      annotations: { tenant: 'blue', age: 30, vip: true },
      subsegments: [
        subsegment('05', 'Invocation', {
          annotations: { 'order.id': 'A1' },
          subsegments: [subsegment('06', 'DynamoDB', { namespace: 'aws', aws: { table_name: 'Orders' }, http: { response: { status: 200 } } })],
        }),
        subsegment('07', 'stock.example.com', { namespace: 'remote', http: { response: { status: 503 } } }),
      ],
      ...functionFields,
    }),
  ];
}
