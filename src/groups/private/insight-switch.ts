import { IResolvable, Lazy, Token } from 'aws-cdk-lib';
import { shown } from '../../input/check-number';
import { Complain } from '../../input/complain';
import { TraceGroupProps } from '../trace-group-props';

type Options = Pick<TraceGroupProps, 'insights' | 'insightNotifications'>;

/** Whether a group has insights and sends them, which depends on whether somebody listens. */
export class InsightSwitch {
  private isUsed = false;

  constructor(private readonly complain: Complain, private readonly given: Options) {
    const { insights, insightNotifications } = given;
    checkSwitch(complain, 'insights', insights);
    checkSwitch(complain, 'insightNotifications', insightNotifications);
    if (insightNotifications === true && insights === false) {
      complain('insightNotifications must be false or left out where insights is false, got true: X-Ray has nothing to send then; leave insights out');
    }
  }

  /** Makes something that needs insights to be sent. */
  public use<T>(method: string, make: () => T): T {
    const { insights, insightNotifications } = this.given;
    if (insights === false) {
      this.complain(`insights must be true or left out where ${method} is used, got false: X-Ray looks for none then`);
    }
    if (insightNotifications === false) {
      this.complain(`insightNotifications must be true or left out where ${method} is used, got false: X-Ray sends nothing then`);
    }
    const made = make();
    this.isUsed = true;
    return made;
  }

  /** Says no explicitly: X-Ray leaves what is not said as it was. */
  public render(): IResolvable {
    return Lazy.any({
      produce: () => {
        const { insights, insightNotifications } = this.given;
        const notificationsEnabled = insightNotifications ?? (this.isUsed && (insights ?? true));
        return { insightsEnabled: insights ?? notificationsEnabled, notificationsEnabled };
      },
    });
  }
}

function checkSwitch(complain: Complain, name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'boolean' && !Token.isUnresolved(value)) {
    complain(`${name} must be true or false, got ${shown(value)}: write it without quotes, or leave it out`);
  }
}
