/**
 * The service types that those who ask for sampling rules send.
 * Source: X-Ray Developer Guide, "Configuring sampling rules"; `@opentelemetry/sampler-aws-xray` 0.3.0; read 2026-11-22.
 */
export class SamplingServiceType {
  /** An environment of AWS Elastic Beanstalk. */
  public static readonly BEANSTALK_ENVIRONMENT = 'AWS::ElasticBeanstalk::Environment';

  /** Code on an instance of Amazon EC2. */
  public static readonly EC2_INSTANCE = 'AWS::EC2::Instance';

  /** A container of Amazon ECS. */
  public static readonly ECS_CONTAINER = 'AWS::ECS::Container';

  /** A container of Amazon EKS. */
  public static readonly EKS_CONTAINER = 'AWS::EKS::Container';

  /** A stage of a REST API of Amazon API Gateway. */
  public static readonly API_GATEWAY_STAGE = 'AWS::ApiGateway::Stage';

  /** A GraphQL API of AWS AppSync. */
  public static readonly APPSYNC_GRAPHQL_API = 'AWS::AppSync::GraphQLAPI';

  /** A state machine of AWS Step Functions. */
  public static readonly STEP_FUNCTIONS_STATE_MACHINE = 'AWS::StepFunctions::StateMachine';

  /** OpenTelemetry in an AWS Lambda function. Lambda's own sampling does not go by rules. */
  public static readonly LAMBDA_FUNCTION = 'AWS::Lambda::Function';

  private constructor() {
  }
}
