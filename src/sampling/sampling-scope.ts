import { Token } from 'aws-cdk-lib';
import { invalid } from '../errors';
import { checkObject, shown } from '../input/check-number';
import { checkText } from '../input/check-text';

const NAME_IT = 'name the service, or use SamplingScope.account() for the one app that owns the rules of the account';

/**
 * More about a service whose traffic a plan is for.
 */
export interface SamplingServiceOptions {
  /**
   * What the service is, such as `SamplingServiceType.ECS_CONTAINER`: narrows every rule of the plan that names no type.
   *
   * @default - any
   */
  readonly serviceType?: string;
}

/**
 * Whose traffic the rules of a plan are for. Sampling rules hold for a whole account and Region, with every other app in it.
 */
export abstract class SamplingScope {
  /**
   * The traffic of one service, or of those that a pattern with `*` and `?` matches: narrows every rule of the plan that names no service.
   * Stages of an app in one account need names of their own, such as `orders-dev`, for their rules not to decide for each other.
   *
   * @param serviceName the name that the service gives itself in its traces, 1 to 64 characters; none is an error, also where an environment variable lacks it
   * @param options more about the service
   */
  public static service(serviceName: string, options: SamplingServiceOptions = {}): SamplingScope {
    const complain = (message: string): never => invalid('SamplingScope.service()', message);
    if (typeof serviceName !== 'string' && !Token.isUnresolved(serviceName)) {
      complain(`serviceName must be a text, got ${shown(serviceName)}: ${NAME_IT}`);
    }
    checkText(complain, 'serviceName', serviceName, 64, { empty: NAME_IT, long: 'shorten it; * stands for any text' });
    checkObject(complain, 'options', options, '{ serviceType: SamplingServiceType.ECS_CONTAINER }');
    checkText(complain, 'serviceType', options.serviceType, 64);
    if (!Token.isUnresolved(serviceName) && /^\*+$/.test(serviceName)) {
      complain('serviceName must name a service, got "*": use SamplingScope.account() for the one app that owns the rules of the account');
    }
    return new ServiceScope(serviceName, options.serviceType);
  }

  /**
   * All traffic of the account and Region: for the one app that owns the account's rules.
   */
  public static account(): SamplingScope {
    return new AccountScope();
  }

  /**
   * The name of the service; nothing for the whole account.
   *
   * @internal
   */
  public abstract readonly _serviceName?: string;

  /**
   * The type of the service.
   *
   * @internal
   */
  public abstract readonly _serviceType?: string;

  protected constructor() {
  }
}

class ServiceScope extends SamplingScope {
  constructor(public readonly _serviceName: string, public readonly _serviceType?: string) {
    super();
  }
}

class AccountScope extends SamplingScope {
  public readonly _serviceName = undefined;
  public readonly _serviceType = undefined;

  constructor() {
    super();
  }
}
