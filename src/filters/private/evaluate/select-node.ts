import { Token } from 'aws-cdk-lib';
import { NodeSelector } from '../ast';
import { sameName } from './compare';
import { everyOf, Truth, unknownFor } from './three-valued';
import { ServiceNode } from './trace';

/** Whether a selector means a service; none means every one. */
export function selects(selector: NodeSelector | undefined, node: ServiceNode): Truth {
  const { name, type, accountId } = selector ?? {};
  return everyOf([
    () => name === undefined || nameTruth(name, node),
    () => type === undefined || partTruth('type', type, node.type),
    () => accountId === undefined || partTruth('account.id', accountId, node.accountId),
  ], (test) => test());
}

/** X-Ray draws the client of the root segment as a service too; it has no segment. */
export function selectsClient(selector: NodeSelector | undefined): Truth {
  const type = selector?.type;
  return type !== undefined && !Token.isUnresolved(type) && !/^client|\*/i.test(type)
    ? false
    : unknownFor('edge: the client that calls the root segment stands in no segment document');
}

function nameTruth(wanted: string, { name, units }: ServiceNode): Truth {
  if (Token.isUnresolved(wanted)) {
    return tokenIn('name');
  }
  const truth = sameName('name', name, wanted);
  if (typeof truth !== 'boolean') {
    return truth;
  }
  const open = units.some((unit) => truth ? shownByResource(unit.resourceNames, name) : unit.mentions(wanted));
  return open ? unknownFor(`name: AWS does not say whether ${JSON.stringify(wanted)} or another name of this call is that of the service`) : truth;
}

function shownByResource(resourceNames: readonly unknown[], name: string): boolean {
  return resourceNames.length > 0 && !resourceNames.includes(name);
}

function partTruth(part: string, wanted: string, given: string | undefined): Truth {
  if (Token.isUnresolved(wanted)) {
    return tokenIn(part);
  }
  return given === undefined ? unknownFor(`${part}: the segment documents do not say it of each service`) : sameName(part, given, wanted);
}

function tokenIn(part: string): Truth {
  return unknownFor(`${part}: a token is not known before deployment`);
}
