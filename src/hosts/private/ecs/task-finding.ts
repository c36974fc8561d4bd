import { Finding } from '../../../finding';

/** A finding about a task definition, or about one of its containers. */
export interface TaskFinding {
  readonly container?: string;
  readonly finding: Finding;
}
