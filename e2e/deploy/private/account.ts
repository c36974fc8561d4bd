import { tracedRecords } from './traced-records';
import { tracedFunctions, tracedGraphqlApis, tracedStages, tracedStateMachines, tracedTopics } from './traced-services';
import { tracedTasks } from './traced-tasks';
import { Emulator } from '../../support/emulator';

/**
 * Everything in the account that is traced, whoever made it, as `type id`: what has its switch on, and whose sender has the
 * permission that it needs.
 */
export async function tracedInAccount(emulator: Emulator): Promise<string[]> {
  const tasks = await tracedTasks(emulator);
  const found: { readonly [type: string]: readonly string[] } = {
    'AWS::Lambda::Function': await tracedFunctions(emulator),
    'AWS::ApiGateway::Stage': await tracedStages(emulator),
    'AWS::AppSync::GraphQLApi': await tracedGraphqlApis(emulator),
    'AWS::SNS::Topic': await tracedTopics(emulator),
    'AWS::StepFunctions::StateMachine': await tracedStateMachines(emulator),
    'AWS::ECS::TaskDefinition': tasks.definitions,
    'AWS::ECS::Service': tasks.services,
  };
  return [...Object.entries(found).flatMap(([type, ids]) => ids.map((id) => `${type} ${id}`)), ...await tracedRecords(emulator)].sort();
}
