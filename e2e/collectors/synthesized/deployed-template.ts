import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PARAMETERS } from './options';
import { textOf } from '../../boot/template-text';

/** The variables by which a container gets the configuration of its collector. */
const VARIABLES = ['AOT_CONFIG_CONTENT', 'CW_CONFIG_CONTENT'];

const PSEUDO = { 'AWS::Region': 'eu-central-1', 'AWS::URLSuffix': 'amazonaws.com', 'AWS::Partition': 'aws', 'AWS::AccountId': '123456789012' };

/** A synthesized template with what CloudFormation would put into it. */
export class DeployedTemplate {
  private readonly resources: Array<Record<string, unknown>>;
  private readonly values: Record<string, string>;

  constructor(stack: Stack) {
    const resources: unknown = Template.fromStack(stack).toJSON().Resources;
    const entries = Object.entries(isObject(resources) ? resources : {});
    this.resources = entries.map(([, resource]) => resource).filter(isObject);
    this.values = { ...Object.fromEntries(entries.map(([id]) => [id, id])), ...PSEUDO, ...PARAMETERS };
  }

  /** The configuration of the one collector, as its program gets it. */
  public configuration(): string {
    const found = [...this.inContainers(), ...this.inManifests(), ...this.inUserData(), ...this.inDocuments(), ...this.inAddons()];
    if (found.length !== 1) {
      throw new Error(`the template must have the configuration of one collector, it has ${found.length}`);
    }
    return found[0];
  }

  private inContainers(): string[] {
    return this.of('AWS::ECS::TaskDefinition').flatMap((task) => objects(task.ContainerDefinitions))
      .flatMap(({ Environment }) => objects(Environment))
      .flatMap(({ Name, Value }) => VARIABLES.includes(String(Name)) ? [this.text(Value)] : []);
  }

  private inManifests(): string[] {
    return this.of('Custom::AWSCDK-EKS-KubernetesResource')
      .flatMap(({ Manifest }) => within(JSON.parse(this.text(Manifest))))
      .flatMap(({ name, value }) => VARIABLES.includes(String(name)) ? [String(value)] : []);
  }

  private inUserData(): string[] {
    return this.of('AWS::EC2::LaunchTemplate')
      .flatMap(({ LaunchTemplateData: data }) => isObject(data) && data.UserData !== undefined ? [data.UserData] : [])
      .flatMap((userData) => inScript(Buffer.from(this.text(userData), 'base64').toString()));
  }

  private inDocuments(): string[] {
    return this.of('AWS::SSM::Document').flatMap(({ Content }) => within(Content))
      .filter(({ action }) => action === 'aws:runShellScript')
      .flatMap(({ inputs }) => isObject(inputs) && Array.isArray(inputs.runCommand) ? inputs.runCommand : [])
      .flatMap((command) => inScript(this.text(command)));
  }

  private inAddons(): string[] {
    return this.of('AWS::EKS::Addon')
      .map(({ ConfigurationValues }): unknown => ConfigurationValues === undefined ? {} : JSON.parse(this.text(ConfigurationValues)))
      .flatMap((values) => isObject(values) && isObject(values.agent) ? [JSON.stringify(values.agent.config)] : []);
  }

  private of(type: string): Array<Record<string, unknown>> {
    return this.resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties).filter(isObject);
  }

  private text(value: unknown): string {
    return textOf(value, this.values);
  }
}

/** What a script of Linux writes to the file `configuration`, or one of Windows has in Base64. */
function inScript(script: string): string[] {
  const [, , plain] = />"\$work\/configuration" <<'(END_\w+)'\n([\s\S]*?\n)\1\n/.exec(script) ?? [];
  const [, encoded] = />"\$work\/configuration" <<<'([\w+/=]+)'/.exec(script) ?? [];
  const windows = [...script.matchAll(/FromBase64String\('([\w+/=]+)'\)/g)].map(([, text]) => decoded(text));
  return [
    ...plain === undefined ? [] : [plain],
    ...encoded === undefined ? [] : [decoded(encoded)],
    ...windows.filter((text) => /^\s*("traces"|receivers):/m.test(text)),
  ];
}

function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString();
}

/** All objects in a value, itself included. */
function within(value: unknown): Array<Record<string, unknown>> {
  const members = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return [...isObject(value) ? [value] : [], ...members.flatMap((member) => within(member))];
}

function objects(value: unknown): Array<Record<string, unknown>> {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
