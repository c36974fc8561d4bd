import { awscdk, javascript, JsonFile, TextFile } from 'projen';

const CDK_VERSION = '2.260.0';
const CONSTRUCTS_VERSION = '10.5.1';
const TYPESCRIPT_VERSION = '~6.0.0';
const TYPESCRIPT_DIRS = ['demo', 'benchmarks', 'integ', 'e2e'];

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-xray',
  description: 'Trace a whole AWS CDK app with AWS X-Ray in one line: flags, permissions and a report of what cannot be traced.',
  author: 'cdk-xray contributors',
  authorAddress: 'cdk-xray@users.noreply.github.com',
  authorOrganization: true,
  copyrightOwner: 'cdk-xray contributors',
  repositoryUrl: 'https://github.com/cdk-xray/cdk-xray.git',
  license: 'Apache-2.0',
  stability: 'stable',
  keywords: ['aws', 'cdk', 'aws-cdk', 'awscdk', 'xray', 'x-ray', 'tracing', 'observability', 'lambda', 'cloudwatch', 'opentelemetry'],
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  depsUpgrade: false,
  githubOptions: { mergify: false },
  npmignoreEnabled: false,

  cdkVersion: CDK_VERSION,
  constructsVersion: CONSTRUCTS_VERSION,
  jsiiVersion: '~6.0.0',
  typescriptVersion: TYPESCRIPT_VERSION,
  minNodeVersion: '20.16.0',
  workflowNodeVersion: '20.x',
  bumpPackage: 'commit-and-tag-version@^12',
  allowScripts: ['unrs-resolver'],
  // Source maps are most of what would have to be loaded, and src is not in the package.
  tsconfig: { compilerOptions: { inlineSourceMap: false, inlineSources: false } },
  // What is not jsii has to be in the package itself.
  bundledDeps: ['yaml@^2.9.0'],
  devDeps: [
    '@opentelemetry/api@^1.9.0',
    '@opentelemetry/resources@^2.9.0',
    '@opentelemetry/sampler-aws-xray@^0.3.0',
    'aws-cdk@2.1148.1',
    'aws-xray-sdk-core@^3.12.0',
    'cdk-nag@3.0.2',
    'cdk-stacksets@0.0.153',
    'fast-check@^4',
  ],
  experimentalIntegRunner: false,
  integrationTestAutoDiscover: false,

  eslintOptions: { dirs: ['src'], devdirs: ['test', ...TYPESCRIPT_DIRS], commandOptions: { fix: false, extraArgs: ['--max-warnings=0'] } },
  jestOptions: {
    junitReporting: false,
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      collectCoverage: false,
      coverageProvider: 'babel',
      collectCoverageFrom: ['src/**/*.ts'],
      coverageReporters: ['text', 'lcov'],
      coverageThreshold: { lines: 95, branches: 90 },
      testTimeout: 120_000,
      setupFiles: ['<rootDir>/test/setup.ts'],
    },
    coverageText: false,
  },

  publishToPypi: { distName: 'cdk-xray', module: 'cdk_xray' },
  publishToMaven: {
    javaPackage: 'io.github.cdkxray',
    mavenGroupId: 'io.github.cdk-xray',
    mavenArtifactId: 'cdk-xray',
  },
  publishToNuget: { dotNetNamespace: 'CdkXray', packageId: 'CdkXray' },
  publishToGo: { moduleName: 'github.com/cdk-xray/cdk-xray-go', packageName: 'cdkxray' },
});

// jest 30.5 pulls in a package with an install script; projen asks for jest without a version, so ours has to come last.
project.addDevDeps('jest@~30.4.2', 'jest-environment-node@~30.4.1', '@types/jest@^30');
// unrs-resolver 1.13.0 was published without some of its platform packages: npm refuses the lockfile it writes itself.
project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });
project.package.addField('files', ['lib', '!lib/**/*.tsbuildinfo', '.jsii', 'API.md']);
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

// Testing only tests: nothing is updated and nothing is fixed on the way.
project.testTask.reset('jest --ci --coverage --silent', { receiveArgs: true });
project.removeTask('test:update');
project.jest!.config.testMatch = ['<rootDir>/test/**/*.test.ts'];

// jest only strips the types; this is where they are checked outside src, which jsii compiles.
const typecheck = project.addTask('typecheck', {
  description: 'Check the types of everything that jsii does not compile',
  exec: ['test', 'demo', 'benchmarks', 'e2e'].map((directory) => `tsc --project ${directory}`).join(' && '),
});
project.preCompileTask.spawn(project.eslint!.eslintTask);
project.preCompileTask.spawn(typecheck);

// What a module was once compiled to would stay, and be found before a folder of its name.
project.compileTask.prependExec('node -e "fs.rmSync(\'lib\', { recursive: true, force: true })"');
project.compileTask.exec('ts-node --transpileOnly scripts/lazy-modules.ts lib');

project.addTask('eslint:fix', { description: 'Mend what eslint can mend', steps: [{ spawn: 'eslint', args: ['--fix'] }] });
// Not a task: its output is all that a newcomer should see.
project.package.setScript('demo', 'ts-node demo/show.ts');
// Nor is this one: the first line that it prints says which daemon takes part.
project.package.setScript('e2e', 'jest --config e2e/jest.config.json --silent');
new JsonFile(project, 'e2e/jest.config.json', {
  // jest would take it for an option.
  marker: false,
  obj: {
    rootDir: '..',
    testMatch: ['<rootDir>/e2e/**/*.e2e.ts'],
    modulePathIgnorePatterns: ['<rootDir>/lib/', '<rootDir>/integ/'],
    maxWorkers: 2,
    testTimeout: 120_000,
    globalSetup: '<rootDir>/e2e/support/global-setup.ts',
    testEnvironment: '<rootDir>/e2e/support/test-environment.ts',
    setupFiles: ['<rootDir>/test/setup.ts'],
    transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'e2e/tsconfig.json' }] },
  },
});
project.addTask('benchmark', { description: 'Measure the numbers of the README', exec: 'ts-node benchmarks/run.ts', receiveArgs: true });
project.addTask('rosetta', { description: 'Compile the examples of the README', exec: 'jsii-rosetta extract --compile --strict .' });
project.addTask('awslint', { description: 'Check the API against the design guidelines of the CDK', exec: 'scripts/awslint' });
project.addTask('integ', { description: 'Verify the integration snapshots, without deploying', exec: 'scripts/integ', receiveArgs: true });
project.addTask('integ:update', { description: 'Write the integration snapshots anew, without deploying', exec: 'scripts/integ --update', receiveArgs: true });

project.eslint!.addRules({
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/ban-ts-comment': 'error',
  'max-lines': ['error', 300],
});
// A package of its own: its modules are there only after its own installation.
project.eslint!.addOverride({ files: ['integ/**/*.ts'], rules: { 'import/no-unresolved': 'off', 'import/no-extraneous-dependencies': 'off' } });

for (const directory of TYPESCRIPT_DIRS) {
  const config = new javascript.TypescriptConfig(project, {
    fileName: `${directory}/tsconfig.json`,
    extends: javascript.TypescriptConfigExtends.fromPaths(['../tsconfig.json']),
    compilerOptions: { rootDir: '..', noEmit: true, isolatedModules: true, types: directory === 'integ' ? ['node'] : undefined },
    include: ['**/*.ts'],
    exclude: ['node_modules', '**/cdk.out', '**/*.snapshot'],
  });
  config.file.addOverride('ts-node', { transpileOnly: true });
}

// integ-runner knows the cloud assembly schema up to 53 only, and a package of its own is the one place to pin it.
new JsonFile(project, 'integ/package.json', {
  obj: {
    name: 'cdk-xray-integ',
    private: true,
    description: 'Integration tests of cdk-xray: apps with committed snapshots, verified without deploying',
    license: 'Apache-2.0',
    devDependencies: {
      '@aws-cdk/integ-runner': '2.197.10',
      '@aws-cdk/integ-tests-alpha': '2.245.0-alpha.0',
      '@types/node': '^20',
      'aws-cdk-lib': CDK_VERSION,
      'constructs': CONSTRUCTS_VERSION,
      'ts-node': '^10.9.2',
      'typescript': TYPESCRIPT_VERSION,
    },
    overrides: { '@aws-cdk/cloud-assembly-schema': '53.28.0' },
  },
});
new TextFile(project, 'integ/.npmrc', { marker: true, lines: ['omit-lockfile-registry-resolved=true'] });

// publib's own default: no need to name it.
project.tryFindObjectFile('.github/workflows/release.yml')!.addDeletionOverride('jobs.release_npm.steps.9.env.NPM_REGISTRY');

project.gitignore.exclude('cdk.out/', 'cdk-integ.out.*', '.jsii.tabl.json');

project.synth();
