import { Duration } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { FilterExpression, FilterKeyword, FilterNode, RootCauseFilter, RootCauseKind, RootCauseList } from '../../src';

/** Whatever can stand between quotation marks. */
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter((value) => !/["\p{Surrogate}\n\r\u2028\u2029]|\$\{/u.test(value));
const key = fc.stringMatching(/^[A-Za-z0-9_]{1,6}(\.[A-Za-z0-9_]{1,4})?$/);
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
const seconds = fc.integer({ min: 0, max: 100_000 }).map((millis) => Duration.millis(millis));

const node = fc.oneof(
  text.map((name) => FilterNode.named(name)),
  fc.record({ name: text, type: text, accountId: fc.stringMatching(/^[0-9]{12}$/) }, { requiredKeys: ['type'] }).map((id) => FilterNode.id(id)),
);

const texts = fc.tuple(
  fc.constantFrom(
    FilterExpression.httpUrl(), FilterExpression.httpMethod(), FilterExpression.httpUserAgent(), FilterExpression.httpClientIp(),
    FilterExpression.user(), FilterExpression.availabilityZone(), FilterExpression.instanceId(), FilterExpression.resourceArn(),
    FilterKeyword.nodeName(), FilterKeyword.nodeType(), RootCauseFilter.exceptionMessage(),
  ),
  fc.constantFrom('equalTo', 'notEqualTo', 'contains', 'beginsWith', 'endsWith'),
  text,
).map(([subject, method, value]) => subject[method](value));

const annotations = fc.tuple(
  fc.constantFrom(FilterExpression.annotation, FilterKeyword.sourceAnnotation, FilterKeyword.destinationAnnotation),
  key, text, number, fc.nat(13),
).map(([subject, name, value, count, choice]) => {
  const annotation = subject(name);
  return [
    annotation.beginsWith(value), annotation.endsWith(value), annotation.notEqualToNumber(count),
    annotation.isSet(), annotation.isTrue(), annotation.isFalse(),
    annotation.equalTo(value), annotation.notEqualTo(value), annotation.contains(value), annotation.equalToNumber(count),
    annotation.lessThan(count), annotation.atMost(count), annotation.greaterThan(count), annotation.atLeast(count),
  ][choice];
});

const keywords = fc.constantFrom(
  FilterExpression.ok(), FilterExpression.error(), FilterExpression.throttle(), FilterExpression.fault(), FilterExpression.partial(),
  FilterKeyword.root(), RootCauseFilter.first(), RootCauseFilter.last(), RootCauseFilter.remote(), RootCauseFilter.inferred(),
  FilterExpression.user().isSet(), FilterKeyword.groupName('slow'), FilterKeyword.groupArn('arn:aws:xray:eu-west-1:111122223333:group/slow/ABC'),
);

const numbers = fc.oneof(
  fc.tuple(fc.constantFrom(FilterExpression.responseTime(), FilterExpression.duration()), seconds).map(([time, value]) => time.greaterThan(value)),
  fc.integer({ min: 100, max: 599 }).map((status) => FilterExpression.httpStatus().notEqualTo(status)),
  fc.nat(1000).map((index) => RootCauseFilter.index().atLeast(index)),
  fc.double({ min: 0, max: 1, noNaN: true }).map((share) => RootCauseFilter.coverage().lessThan(share)),
);

const causes = fc.array(fc.jsonValue()).map((list) => RootCauseFilter.json(JSON.stringify(list)));

/** Any filter that the typed parts can build, some levels deep. */
export const anyFilter: fc.Arbitrary<FilterExpression> = fc.letrec<{ filter: FilterExpression }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(keywords, texts, annotations, numbers, causes),
    fc.array(tie('filter'), { minLength: 1, maxLength: 3 }).map((filters) => FilterExpression.all(...filters)),
    fc.array(tie('filter'), { minLength: 1, maxLength: 3 }).map((filters) => FilterExpression.any(...filters)),
    tie('filter').map((filter) => FilterExpression.negate(filter)),
    fc.tuple(node, fc.option(tie('filter'), { nil: undefined })).map(([at, filter]) => FilterExpression.serviceNode(at, filter)),
    fc.tuple(text, tie('filter')).map(([name, filter]) => FilterExpression.service(name, filter)),
    tie('filter').map((filter) => FilterExpression.anyService(filter)),
    fc.tuple(node, node, fc.option(tie('filter'), { nil: undefined })).map(([source, destination, filter]) => FilterExpression.edge(source, destination, filter)),
    tie('filter').map((filter) => FilterExpression.anyEdge(filter)),
    fc.tuple(fc.constantFrom(...Object.values(RootCauseKind)), fc.constantFrom(...Object.values(RootCauseList)), tie('filter'))
      .map(([kind, list, filter]) => RootCauseFilter.of(kind, list, filter)),
  ),
})).filter;
