import { IConstruct } from 'constructs';
import { hasOtherAnnotators } from './other-annotators';
import { noteSendingTask, Sender, sendersOf, SendingTask, sendingTasksBeside } from './sending-tasks';
import { placeOf } from '../../../account/place';
import { annotationsOf } from '../../../collectors/private/annotation-index';
import { AnnotationUse } from '../../../filters/private/annotation-keys';
import { Finding } from '../../../finding';
import { annotationNotIndexed } from '../../../findings';
import { annotationsOfGroup } from '../../../groups/private/findings/annotations-of-group';
import { AppGroup } from '../../../groups/private/findings/app-group';
import { groupsOfApp } from '../../../groups/private/findings/groups-of-app';
import { Ledger } from '../../../ledger';
import { stageOf, whenValidated } from '../../../stages';

/** An annotation that a filter looks for, and the containers that would have it and do not. */
interface Missing {
  readonly key: string;
  readonly senders: readonly Sender[];
}

/** What AWS's services and SDKs annotate by themselves, such as aws:api_id. */
const OF_AWS = /^aws[.:_]/i;

const REGISTERED = new WeakSet<IConstruct>();

/** Has the groups around a task looked at: whether they look for annotations that its collector makes of no attribute. */
export function checkAnnotations(task: SendingTask): void {
  noteSendingTask(task);
  whenValidated(task.taskDefinition, REGISTERED, lookAtAnnotations);
}

function lookAtAnnotations(stage: IConstruct): void {
  const tasks = sendingTasksBeside(stage);
  const places = new Set(tasks.filter(({ taskDefinition }) => stageOf(taskDefinition) === stage).map(placeKeyOf));
  const groups = groupsOfApp(stage);
  groups.lookAt(stage);
  for (const group of groups.all().filter(({ place: { key } }) => places.has(key))) {
    const finding = annotationFinding(group, tasks.filter((task) => placeKeyOf(task) === group.place.key));
    if (finding) {
      Ledger.of(stage).warn(group.resource, finding);
    }
  }
}

function placeKeyOf({ taskDefinition }: SendingTask): string | undefined {
  return placeOf(taskDefinition)?.key;
}

function annotationFinding(group: AppGroup, tasks: readonly SendingTask[]): Finding | undefined {
  const uses = annotationsOfGroup(group).filter(({ key }) => !OF_AWS.test(key));
  const senders = uses.length === 0 ? [] : tasks.flatMap(sendersOf);
  const missing = [...missingWithin(uses, senders), ...missingAnywhere(group, uses, senders, tasks)];
  if (missing.length === 0) {
    return undefined;
  }
  const containers = new Set(missing.flatMap(({ senders: meant }) => meant.map(({ containerName }) => containerName)));
  const canList = missing.every(({ senders: meant }) => meant.every(({ collector }) => collector.kind === 'otel-collector'));
  return annotationNotIndexed([...new Set(missing.map(({ key }) => key))], [...containers], canList);
}

/** Annotations that containers are asked for by name. */
function missingWithin(uses: readonly AnnotationUse[], senders: readonly Sender[]): Missing[] {
  return uses.flatMap(({ key, within }) => {
    const meant = within && namedSenders(within, senders);
    return meant?.length && meant.every((sender) => lacks(sender, key)) ? [{ key, senders: meant }] : [];
  });
}

/** Annotations that any service may have, where all that may are known. */
function missingAnywhere(group: AppGroup, uses: readonly AnnotationUse[], senders: readonly Sender[], tasks: readonly SendingTask[]): Missing[] {
  const missing = uses
    .filter(({ beside, within }) => within === undefined && namedSenders(beside, senders) !== undefined)
    .filter(({ key }) => senders.every((sender) => lacks(sender, key)))
    .map(({ key }): Missing => ({ key, senders }));
  const isAlone = missing.length > 0 && senders.length > 0
    && !hasOtherAnnotators(group.resource, group.place.key, new Set(tasks.map(({ taskDefinition }) => taskDefinition)));
  return isAlone ? missing : [];
}

/** The containers that call themselves so; nothing where a name is none of theirs. */
function namedSenders(names: AnnotationUse['beside'], senders: readonly Sender[]): Sender[] | undefined {
  const found = names.map((name) => senders.filter(({ serviceName }) => name !== undefined && serviceName === name));
  return found.every(({ length }) => length > 0) ? found.flat() : undefined;
}

/** Whether the attributes of a container certainly do not become this annotation, unless its code says so. */
function lacks({ isOfOpenTelemetry, collector: { annotations } }: Sender, key: string): boolean {
  const { attributes } = annotations;
  return isOfOpenTelemetry
    && attributes !== undefined
    && attributes !== 'all'
    && !attributes.some((attribute) => annotationsOf(attribute, annotations).includes(key));
}
