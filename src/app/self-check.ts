import { CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isConcrete } from '../account/environment';
import { Located } from '../after-synthesis';
import { Finding } from '../finding';
import { exclusionWithoutEffect, permissionLost, renderedOtherwise, resourcePolicyQuota, stageNotVisited } from '../findings';
import { isContainer } from '../hosts/private/ecs/task-definition';
import { Intent, Ledger } from '../ledger';
import { documentAllows } from '../permissions/allowed';
import { isRecord } from '../references';
import { GAPS } from './gaps';
import { Traceable, traceable } from './govern';
import { makeReport } from './make-report';
import { Mode, modeAt } from './mode';
import { writeFiles } from './report-files';
import { containersUntold } from './task-report';
import { collectorFor, isTaskResource, TASK_DEFINITION } from './tasks';
import { RenderedResource, Templates } from '../templates';

/** As many X-Ray resource policies in one account and Region as one app should put there; X-Ray allows five for all apps together. */
const POLICIES_AN_APP = 3;

/**
 * Compares what was rendered with what was meant, and writes the report. Its findings are the only ones that a user sees of an App or a Stage.
 */
export function selfCheck(app: IConstruct): Located[] {
  const templates = new Templates();
  const ledger = Ledger.of(app);
  const nodes = app.node.findAll();
  const found = nodes.map(traceable).filter((each) => each !== undefined);
  const findings = [
    ...resourceFindings(found, templates),
    ...nodes.filter(isTaskResource).filter((task) => containersUntold(task, templates).length > 0).map((task): Located => [task, renderedOtherwise('on', 'off')]),
    ...stageFindings([...found.map(({ resource }) => resource), ...nodes.filter(isToBeEquipped)], ledger),
    ...exclusionFindings(ledger),
    ...quotaFindings(app, nodes),
  ];
  writeFiles(app, makeReport(nodes, templates));
  return findings;
}

function resourceFindings(found: Traceable[], templates: Templates): Located[] {
  return found.flatMap((each) => {
    const rendered = templates.find(each.resource);
    return rendered ? compare(each, rendered).map((finding): Located => [each.resource, finding]) : [];
  });
}

function compare({ resource, service }: Traceable, rendered: RenderedResource): Finding[] {
  const entry = Ledger.of(resource).entry(resource);
  const state = service.tracing.readRendered(rendered.properties);
  if (entry?.intent === Intent.OFF) {
    return state === 'off' ? [] : [renderedOtherwise('off', state)];
  }
  if (entry?.intent === Intent.LEFT && state === 'on' && entry.switchAfter !== 'on') {
    return [renderedOtherwise('left as it is', state)];
  }
  if (entry?.intent !== Intent.ON || entry.switchAfter === 'unknown') {
    return [];
  }
  if (state !== 'on') {
    return [renderedOtherwise('on', state)];
  }
  return keepsPermission(rendered, service.permission?.property, entry.inlineActions) ? [] : [permissionLost(entry.inlineActions)];
}

function keepsPermission({ properties, template }: RenderedResource, property: string | undefined, actions: readonly string[]): boolean {
  if (actions.length === 0 || property === undefined) {
    return true;
  }
  const role = isRecord(properties) ? template[roleIdOf(properties[property])] : undefined;
  if (!isRecord(role) || role.Type !== 'AWS::IAM::Role' || !isRecord(role.Properties)) {
    return true;
  }
  const policies = role.Properties.Policies;
  return Array.isArray(policies) && policies.some((policy) => isRecord(policy) && documentAllows(policy.PolicyDocument, actions));
}

/** The logical id of the role in the same template; that of another template is not looked for. */
function roleIdOf(role: unknown): string {
  const attribute = isRecord(role) ? role['Fn::GetAtt'] : undefined;
  return Array.isArray(attribute) ? String(attribute[0]) : '';
}

function isToBeEquipped(construct: IConstruct): construct is CfnResource {
  return isTaskResource(construct) && construct.cfnResourceType === TASK_DEFINITION && collectorFor(construct) !== undefined;
}

function stageFindings(resources: CfnResource[], ledger: Ledger): Located[] {
  const missed = new Set<IConstruct>();
  for (const resource of resources) {
    const stage = ledger.entry(resource) ? undefined : Stage.of(resource);
    if (stage && !ledger.visitedStages.has(stage) && isMeantToBeOn(resource, ledger)) {
      missed.add(stage);
    }
  }
  return [...missed].map((stage) => [stage, stageNotVisited()]);
}

function isMeantToBeOn(resource: CfnResource, ledger: Ledger): boolean {
  return ledger.directives.for(resource)?.on === true
    && ledger.directives.exclusionOf(resource) === undefined
    && modeAt(resource) !== Mode.OFF;
}

function exclusionFindings(ledger: Ledger): Located[] {
  return ledger.directives.excluded
    .filter((construct) => !construct.node.findAll().some(isOfInterest))
    .map((construct) => [construct, exclusionWithoutEffect()]);
}

function isOfInterest(construct: IConstruct): boolean {
  return traceable(construct) !== undefined
    || isTaskResource(construct)
    || isContainer(construct)
    || (CfnResource.isCfnResource(construct) && GAPS.has(construct.cfnResourceType));
}

function quotaFindings(app: IConstruct, nodes: IConstruct[]): Located[] {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    if (CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::XRay::ResourcePolicy' && isConcrete(Stack.of(node))) {
      const { environment } = Stack.of(node);
      counts.set(environment, (counts.get(environment) ?? 0) + 1);
    }
  }
  return [...counts].filter(([, count]) => count > POLICIES_AN_APP).map(([environment, count]) => [app, resourcePolicyQuota(environment, count)]);
}
