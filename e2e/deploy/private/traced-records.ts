import { at, objectsAt } from './json';
import { NEEDED, mayDo } from './permissions';
import { isJsonObject } from '../../support/aws-sdk';
import { Emulator } from '../../support/emulator';

type IsTraced = (properties: unknown, emulator: Emulator) => boolean | Promise<boolean>;

const beanstalk: IsTraced = (properties) => objectsAt(properties, 'OptionSettings').some(({ Namespace, OptionName, Value }) =>
  Namespace === 'aws:elasticbeanstalk:xray' && OptionName === 'XRayEnabled' && Value === 'true');

const SWITCHES: { readonly [type: string]: IsTraced } = {
  'AWS::Synthetics::Canary': async (properties, emulator) =>
    isOn(at(properties, 'RunConfig', 'ActiveTracing')) && mayDo(emulator, at(properties, 'ExecutionRoleArn'), NEEDED.canary),
  'AWS::RUM::AppMonitor': (properties) => isOn(at(properties, 'AppMonitorConfiguration', 'EnableXRay')),
  'AWS::ElasticBeanstalk::ConfigurationTemplate': beanstalk,
  'AWS::ElasticBeanstalk::Environment': beanstalk,
};

/** What is traced among the types that the emulator only records: type and physical id. */
export async function tracedRecords(emulator: Emulator): Promise<string[]> {
  const recorded = await emulator.recorded();
  const traced: string[] = [];
  for (const { Type, PhysicalId, Properties } of Array.isArray(recorded) ? recorded.filter(isJsonObject) : []) {
    if (await SWITCHES[String(Type)]?.(Properties, emulator)) {
      traced.push(`${String(Type)} ${String(PhysicalId)}`);
    }
  }
  return traced;
}

/** CloudFormation takes the word as well. */
function isOn(value: unknown): boolean {
  return value === true || value === 'true';
}
