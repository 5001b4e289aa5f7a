import { organisation, type Service } from "../../company/company.ts";
import { runbookFiles } from "./runbook-files.ts";

/** The services that can be deployed by a workflow of their own. */
const deployedByWorkflow = ["notifications"];

/** The workflows of a service: tests on every push, the release that builds the image, and for some, the deployment and runbooks. */
export function workflowFiles(service: Service, registry: string): Record<string, string> {
	return {
		".github/workflows/ci.yml": ciWorkflow,
		".github/workflows/release.yml": releaseWorkflow(`${registry}/${organisation}/${service.name}`),
		...(deployedByWorkflow.includes(service.name) && { ".github/workflows/deploy.yml": deployWorkflow(service.name) }),
		...runbookFiles(service.name),
	};
}

const testJobs = `  build:
    name: build
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
      - name: Install dependencies
        run: npm ci
      - name: Build
        run: npm run build
  unit-tests:
    name: unit tests
    needs: build
    CONDITION    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: Run unit tests
        run: npm test
  integration-tests:
    name: integration tests
    needs: build
    CONDITION    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: Run integration tests
        run: npm run test:integration
`;

const ciWorkflow = `name: ci
on:
  push:
    branches: ["**"]
jobs:
${testJobs.replaceAll("CONDITION    ", "")}`;

const onlyIfWanted = `if: \${{ inputs.run-tests }}\n`;

function releaseWorkflow(image: string): string {
	return `name: release
on:
  workflow_dispatch:
    inputs:
      version:
        description: Version to release, such as 1.9.0
        type: string
        required: true
      environment-hint:
        description: Where this version is meant to go first
        type: choice
        options: [development, staging, production]
        default: development
      run-tests:
        description: Run the tests before the image is built
        type: boolean
        default: true
      notes:
        description: What readers of the changelog should know
        type: string
        required: false
jobs:
${testJobs.replaceAll("CONDITION", onlyIfWanted)}  image:
    name: image
    needs: [build, unit-tests, integration-tests]
    if: \${{ !failure() && !cancelled() }}
    runs-on: ubuntu-latest
    permissions:
      contents: write
      packages: write
    steps:
      - uses: actions/checkout@v4
      - name: Build and push the image
        id: push
        uses: docker/build-push-action@v6
        with:
          push: true
          tags: ${image}:\${{ inputs.version }}
      - name: Tag the commit
        run: git push origin HEAD:refs/tags/v\${{ inputs.version }}
`;
}

function deployWorkflow(name: string): string {
	return `name: deploy
on:
  workflow_dispatch:
    inputs:
      environment:
        description: Where to
        type: choice
        options: [development, staging, production]
        required: true
      image:
        description: The image, with its digest
        type: string
        required: true
      version:
        description: What people call it
        type: string
        required: false
jobs:
  deploy:
    name: deploy
    runs-on: ubuntu-latest
    steps:
      - name: Set the image
        run: kubectl --namespace \${{ inputs.environment }} set image deployment/${name} app=\${{ inputs.image }}
      - name: Wait for the rollout
        run: kubectl --namespace \${{ inputs.environment }} rollout status deployment/${name} --timeout=120s
`;
}
