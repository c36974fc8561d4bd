import { readFileSync } from 'fs';
import { join } from 'path';
import { REGION } from './app';
import { textOf, Values } from './template-text';

interface Template {
  readonly Resources: Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>;
  readonly Outputs?: Record<string, { readonly Value: unknown }>;
}

const PSEUDO: Values = { 'AWS::Region': REGION, 'AWS::URLSuffix': 'amazonaws.com', 'AWS::Partition': 'aws', 'AWS::AccountId': '123456789012' };

/** The template of a stack, with what CloudFormation would put into it. */
export class Synthesized {
  private readonly template: Template;

  constructor(assembly: string, stack: string, private readonly values: Values = {}) {
    this.template = JSON.parse(readFileSync(join(assembly, `${stack}.template.json`), 'utf8'));
  }

  /** As the machine gets it. */
  public userData(): string {
    const data = this.properties('AWS::EC2::LaunchTemplate').LaunchTemplateData;
    const encoded: unknown = typeof data === 'object' && data !== null && 'UserData' in data ? data.UserData : undefined;
    return Buffer.from(this.text(encoded), 'base64').toString();
  }

  public output(name: string): string {
    return this.text(this.template.Outputs?.[name].Value);
  }

  /** The document of Systems Manager, as its API gives it back. */
  public document(): string {
    return JSON.stringify(this.deep(this.properties('AWS::SSM::Document').Content));
  }

  private properties(type: string): Record<string, unknown> {
    const found = Object.values(this.template.Resources).find((resource) => resource.Type === type);
    if (!found) {
      throw new Error(`the template has no ${type}`);
    }
    return found.Properties;
  }

  private text(value: unknown): string {
    const names = Object.entries(this.template.Resources).map(([id]) => [id, id]);
    return textOf(value, { ...PSEUDO, ...Object.fromEntries(names), ...this.values });
  }

  private deep(value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.map((item: unknown) => this.deep(item));
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const names = Object.keys(value);
    return names.length === 1 && /^(Ref|Fn::\w+)$/.test(names[0])
      ? this.text(value)
      : Object.fromEntries(Object.entries(value).map(([name, item]: [string, unknown]) => [name, this.deep(item)]));
  }
}
