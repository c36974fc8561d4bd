import { APP_MONITOR } from '../app-monitor-tracing';
import { BEANSTALK_ENVIRONMENT } from '../beanstalk-environment-tracing';
import { BEANSTALK_TEMPLATE } from '../beanstalk-template-tracing';
import { CANARY } from '../canary-tracing';
import { FUNCTION } from '../function-tracing';
import { GRAPHQL_API } from '../graphql-api-tracing';
import { REST_DEPLOYMENT } from '../rest-deployment-tracing';
import { REST_STAGE } from '../rest-stage-tracing';
import { SAM_API } from '../sam-api-tracing';
import { SAM_FUNCTION } from '../sam-function-tracing';
import { SAM_STATE_MACHINE } from '../sam-state-machine-tracing';
import { STATE_MACHINE } from '../state-machine-tracing';
import { TOPIC } from '../topic-tracing';
import { TracedService } from './traced-service';

/** Every resource type that X-Ray has a switch for, by its name. */
export const SERVICES: ReadonlyMap<string, TracedService> = new Map([
  FUNCTION, REST_STAGE, REST_DEPLOYMENT, GRAPHQL_API, STATE_MACHINE, TOPIC, CANARY, APP_MONITOR,
  BEANSTALK_ENVIRONMENT, BEANSTALK_TEMPLATE, SAM_FUNCTION, SAM_API, SAM_STATE_MACHINE,
].map((service) => [service.resourceType, service]));
