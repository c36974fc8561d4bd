import { App, Stack } from 'aws-cdk-lib';
import { REGION } from '../boot/app';
import { textOf, Values } from '../boot/template-text';
import { isJsonObject, JsonObject } from '../support/aws-sdk';

const PSEUDO: Values = {
  'AWS::Region': REGION, 'AWS::URLSuffix': 'amazonaws.com', 'AWS::Partition': 'aws', 'AWS::AccountId': '123456789012',
};

/** A task definition as it is in the template, with what CloudFormation would put into it. */
export interface Definition {
  readonly NetworkMode: string;
  readonly ContainerDefinitions: readonly JsonObject[];
}

/** The task definitions of a stack, by the id of the construct: that of the template without its hash. */
export function definitionsOf(app: App, stack: Stack): (id: string) => Definition {
  const template: unknown = app.synth().getStackByName(stack.stackName).template;
  const resources = isJsonObject(template) && isJsonObject(template.Resources) ? template.Resources : {};
  const values = { ...PSEUDO, ...Object.fromEntries(Object.keys(resources).map((id) => [id, id])) };
  return (id) => {
    const found = Object.entries(resources).find(([logicalId, resource]) => (
      logicalId.slice(0, -8) === id && isJsonObject(resource) && resource.Type === 'AWS::ECS::TaskDefinition'
    ));
    const properties = isJsonObject(found?.[1]) ? deep(found[1].Properties, values) : undefined;
    if (!isJsonObject(properties) || !Array.isArray(properties.ContainerDefinitions)) {
      throw new Error(`the template has no task definition ${id}: ${Object.keys(resources).join(', ')}`);
    }
    return { NetworkMode: String(properties.NetworkMode), ContainerDefinitions: properties.ContainerDefinitions.filter(isJsonObject) };
  };
}

/** The definition with something else said of one container: what a negative control breaks. */
export function altered(definition: Definition, container: string, change: (properties: JsonObject) => JsonObject): Definition {
  const ContainerDefinitions = definition.ContainerDefinitions.map((each) => each.Name === container ? { ...each, ...change(each) } : each);
  return { ...definition, ContainerDefinitions };
}

/** The environment of a container, by name. */
export function environmentOf(definition: Definition, container: string): Record<string, string> {
  const variables = definition.ContainerDefinitions.find(({ Name }) => Name === container)?.Environment;
  return Object.fromEntries((Array.isArray(variables) ? variables : []).filter(isJsonObject).map(({ Name, Value }) => [String(Name), String(Value)]));
}

/** The same with one variable of another value. */
export function withVariable(definition: Definition, container: string, name: string, value: string): Definition {
  const all = { ...environmentOf(definition, container), [name]: value };
  return altered(definition, container, () => ({ Environment: Object.entries(all).map(([Name, Value]) => ({ Name, Value })) }));
}

function deep(value: unknown, values: Values): unknown {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => deep(item, values));
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const names = Object.keys(value);
  return names.length === 1 && /^(Ref|Fn::\w+)$/.test(names[0])
    ? textOf(value, values)
    : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, deep(item, values)]));
}
