import { CollectorImage } from './collector-image';
import { CloudWatchAgentOptions, OpenTelemetryOptions, TraceCollectorOptions, XRayDaemonOptions } from './collector-options';
import { agentConfiguration } from './private/agent-configuration';
import { NOTHING_INDEXED } from './private/annotation-index';
import { bufferMib, checkOptions } from './private/check-collector';
import { checkIndexedAttributes } from './private/check-indexed-attributes';
import { CollectorFacts, CollectorPlace, ConfigurationFile, ContainerSettings } from './private/collector-facts';
import { daemonCommand, daemonFile } from './private/daemon-configuration';
import { indexOf } from './private/indexed-attributes';
import { renderWithNumbers } from './private/number-tokens';
import { checkOwnConfiguration, healthCheck, otelConfiguration, whatItTakes } from './private/otel-configuration';
import { toYaml } from './private/yaml';
import { CLOUDWATCH_AGENT_IMAGE, OPENTELEMETRY_COLLECTOR_IMAGE, XRAY_DAEMON_IMAGE } from './versions';

/**
 * What takes the segments of applications outside of AWS Lambda and sends them to X-Ray.
 *
 * An application of the X-Ray SDKs finds the same in its environment whichever it is. A collector is always said, nowhere implied.
 */
export abstract class TraceCollector {
  /**
   * The X-Ray daemon, for applications of the X-Ray SDKs. AWS keeps it in maintenance mode since 2026-02-25 and gives no end date; a finding
   * (`cdk-xray:daemonInMaintenance`) says so once per app.
   *
   * @param options what differs from the defaults; a value that the daemon would misunderstand in silence is an error
   */
  public static xrayDaemon(options: XRayDaemonOptions = {}): TraceCollector {
    checkOptions('TraceCollector.xrayDaemon()', options);
    return new XRayDaemon(options);
  }

  /**
   * The CloudWatch agent, for applications of the X-Ray SDKs and of OpenTelemetry.
   *
   * @param options what differs from the defaults; a value that can't work is an error
   */
  public static cloudWatchAgent(options: CloudWatchAgentOptions = {}): TraceCollector {
    checkOptions('TraceCollector.cloudWatchAgent()', options);
    return new CloudWatchAgent(options);
  }

  /**
   * The OpenTelemetry collector in AWS's distribution (ADOT), for applications of the X-Ray SDKs and of OpenTelemetry.
   *
   * @param options what differs from the defaults; a value that can't work is an error
   */
  public static openTelemetry(options: OpenTelemetryOptions = {}): TraceCollector {
    const where = 'TraceCollector.openTelemetry()';
    checkOptions(where, options);
    checkOwnConfiguration(where, options);
    checkIndexedAttributes(where, options);
    return new OpenTelemetry(options);
  }

  protected constructor() {
  }

  /**
   * What it is, wherever it is put.
   *
   * @internal
   */
  public abstract _facts(): CollectorFacts;

  /**
   * How it runs as a container. Fails on options that a container can't be given.
   *
   * @internal
   */
  public abstract _container(place: CollectorPlace): ContainerSettings;

  /**
   * Its configuration file, for a machine or a volume.
   *
   * @internal
   */
  public abstract _file(place: CollectorPlace): ConfigurationFile;
}

function common(options: TraceCollectorOptions, defaultImage: string): Pick<CollectorFacts, 'image' | 'region' | 'proxy' | 'roleArn' | 'bufferMib' | 'ownWay'> {
  return {
    image: options.image ?? CollectorImage.fromRegistry(defaultImage),
    region: options.region,
    proxy: options.proxy,
    roleArn: options.role?.roleRef.roleArn,
    bufferMib: bufferMib(options.bufferMemory),
    ownWay: options.proxy !== undefined || options.endpoint !== undefined,
  };
}

class XRayDaemon extends TraceCollector {
  constructor(private readonly options: XRayDaemonOptions) {
    super();
  }

  public _facts(): CollectorFacts {
    const facts = common(this.options, XRAY_DAEMON_IMAGE);
    return {
      kind: 'xray-daemon', title: 'X-Ray daemon', takesSegments: true, takesOtlp: false, takesOtlpHttp: false, annotations: NOTHING_INDEXED, memoryMib: 48, ...facts,
    };
  }

  public _container(place: CollectorPlace): ContainerSettings {
    return { command: daemonCommand(this.options, place), environment: {}, scratchFolders: [] };
  }

  public _file(place: CollectorPlace): ConfigurationFile {
    return { format: 'yaml', text: daemonFile(this.options, place) };
  }
}

/** Folders of the agent's image that it writes its translated configuration and its log to. */
const AGENT_FOLDERS = ['/opt/aws/amazon-cloudwatch-agent/etc', '/opt/aws/amazon-cloudwatch-agent/logs', '/opt/aws/amazon-cloudwatch-agent/var'];

class CloudWatchAgent extends TraceCollector {
  constructor(private readonly options: CloudWatchAgentOptions) {
    super();
  }

  public _facts(): CollectorFacts {
    const facts = common(this.options, CLOUDWATCH_AGENT_IMAGE);
    return {
      kind: 'cloudwatch-agent', title: 'CloudWatch agent', takesSegments: true, takesOtlp: true, takesOtlpHttp: true, annotations: NOTHING_INDEXED, memoryMib: 112, ...facts,
    };
  }

  public _container(place: CollectorPlace): ContainerSettings {
    return {
      environment: { CW_CONFIG_CONTENT: renderWithNumbers(agentConfiguration(this.options, place), (plain) => JSON.stringify(plain)) },
      user: '1000:1000',
      scratchFolders: AGENT_FOLDERS,
    };
  }

  public _file(place: CollectorPlace): ConfigurationFile {
    const content = agentConfiguration(this.options, place);
    return { format: 'json', text: `${renderWithNumbers(content, (plain) => JSON.stringify(plain, undefined, 2))}\n`, content };
  }
}

class OpenTelemetry extends TraceCollector {
  constructor(private readonly options: OpenTelemetryOptions) {
    super();
  }

  public _facts(): CollectorFacts {
    const facts = common(this.options, OPENTELEMETRY_COLLECTOR_IMAGE);
    return {
      kind: 'otel-collector',
      title: 'OpenTelemetry collector',
      takesOtlp: true,
      ...whatItTakes(this.options.configuration),
      annotations: indexOf(this.options),
      memoryMib: 144,
      ...facts,
      ownWay: facts.ownWay || this.options.configuration !== undefined,
    };
  }

  public _container(place: CollectorPlace): ContainerSettings {
    return {
      environment: { AOT_CONFIG_CONTENT: this._file(place).text },
      healthCheck: healthCheck(this.options),
      scratchFolders: [],
    };
  }

  public _file(place: CollectorPlace): ConfigurationFile {
    return { format: 'yaml', text: this.options.configuration ?? toYaml(otelConfiguration(this.options, place)) };
  }
}
