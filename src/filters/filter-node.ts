import { invalid } from '../errors';
import { NodeSelector } from './private/ast';
import { readName, readNodeId } from './private/build/check-filter';

/**
 * What a service of a trace is known by. Every part that is given must fit, and at least one must be given.
 */
export interface FilterNodeId {
  /**
   * The service's name, as the trace map shows it.
   *
   * @default - any name
   */
  readonly name?: string;

  /**
   * The service's type, for example `AWS::Lambda::Function`.
   *
   * @default - any type
   */
  readonly type?: string;

  /**
   * The account that the service is in: 12 digits.
   *
   * @default - any account
   */
  readonly accountId?: string;
}

/**
 * Which services of a trace are meant.
 */
export abstract class FilterNode {
  /**
   * Services of a name.
   *
   * @param name the name, as the trace map shows it; fails where it is empty, or has a double quote or a line break
   */
  public static named(name: string): FilterNode {
    return new SelectedNode({ name: readName((message) => invalid('FilterNode.named()', message), 'name', name), byId: false });
  }

  /**
   * Services of a name, a type or an account.
   *
   * @param id what they are known by; fails where it says nothing, or where the account has not 12 digits
   */
  public static id(id: FilterNodeId): FilterNode {
    return new SelectedNode({ ...readNodeId((message) => invalid('FilterNode.id()', message), id), byId: true });
  }

  /**
   * The selected services.
   *
   * @internal
   */
  public abstract readonly _selector: NodeSelector;

  protected constructor() {
  }
}

class SelectedNode extends FilterNode {
  constructor(public readonly _selector: NodeSelector) {
    super();
  }
}
