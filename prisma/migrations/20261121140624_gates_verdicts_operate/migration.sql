-- AlterTable
ALTER TABLE "Environment" ADD COLUMN     "approval" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "approvalHours" INTEGER NOT NULL DEFAULT 24,
ADD COLUMN     "gateModes" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "soakMinutes" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "ServiceEnvironment" ADD COLUMN     "metricGates" JSONB,
ADD COLUMN     "smokeTest" JSONB,
ADD COLUMN     "way" JSONB;

-- AlterTable
ALTER TABLE "Deployment" ADD COLUMN     "approvalId" UUID,
ADD COLUMN     "carrier" JSONB,
ADD COLUMN     "overrides" JSONB,
ADD COLUMN     "way" TEXT NOT NULL DEFAULT 'patch';

-- CreateTable
CREATE TABLE "FreezeWindow" (
    "id" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "startsAt" TEXT NOT NULL,
    "minutes" INTEGER NOT NULL,
    "rule" TEXT,
    "createdBy" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "FreezeWindow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeploymentApproval" (
    "id" UUID NOT NULL,
    "serviceId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "requestedBy" JSONB NOT NULL,
    "requesterId" TEXT NOT NULL,
    "reason" TEXT,
    "overrides" JSONB,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decidedBy" JSONB,
    "decidedAt" TIMESTAMPTZ(3),
    "decideReason" TEXT,

    CONSTRAINT "DeploymentApproval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Verdict" (
    "id" UUID NOT NULL,
    "deploymentId" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "beforeFrom" TIMESTAMPTZ(3) NOT NULL,
    "beforeTo" TIMESTAMPTZ(3) NOT NULL,
    "afterFrom" TIMESTAMPTZ(3) NOT NULL,
    "afterTo" TIMESTAMPTZ(3) NOT NULL,
    "measures" JSONB NOT NULL,
    "decidedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Verdict_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SmokeRun" (
    "id" UUID NOT NULL,
    "deploymentId" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "test" JSONB NOT NULL,
    "result" JSONB,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SmokeRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ErrorBudget" (
    "serviceId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "objective" DOUBLE PRECISION NOT NULL,
    "windowDays" INTEGER NOT NULL,
    "remaining" DOUBLE PRECISION,
    "requests" DOUBLE PRECISION NOT NULL,
    "computedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ErrorBudget_pkey" PRIMARY KEY ("serviceId","environmentId")
);

-- CreateTable
CREATE TABLE "WorkloadChange" (
    "id" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "namespace" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "serviceId" UUID NOT NULL,
    "environment" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "status" TEXT NOT NULL,
    "failure" JSONB,
    "actor" JSONB NOT NULL,
    "reason" TEXT,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "doneAt" TIMESTAMPTZ(3),
    "undoAt" TIMESTAMPTZ(3),
    "undoOfId" UUID,

    CONSTRAINT "WorkloadChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Autoscaler" (
    "id" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "namespace" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "targetKind" TEXT NOT NULL,
    "targetName" TEXT NOT NULL,
    "minReplicas" INTEGER NOT NULL,
    "maxReplicas" INTEGER NOT NULL,
    "current" INTEGER NOT NULL,
    "desired" INTEGER NOT NULL,
    "metrics" JSONB NOT NULL DEFAULT '[]',
    "conditions" JSONB NOT NULL DEFAULT '[]',
    "lastScaleAt" TIMESTAMPTZ(3),
    "observedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Autoscaler_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "FreezeWindow_environmentId_endedAt_idx" ON "FreezeWindow"("environmentId", "endedAt");

-- CreateIndex
CREATE INDEX "DeploymentApproval_decision_expiresAt_idx" ON "DeploymentApproval"("decision", "expiresAt");

-- CreateIndex
CREATE INDEX "DeploymentApproval_serviceId_environmentId_digest_idx" ON "DeploymentApproval"("serviceId", "environmentId", "digest");

-- CreateIndex
CREATE UNIQUE INDEX "Verdict_deploymentId_key" ON "Verdict"("deploymentId");

-- CreateIndex
CREATE INDEX "Verdict_state_decidedAt_idx" ON "Verdict"("state", "decidedAt" DESC);

-- CreateIndex
CREATE INDEX "SmokeRun_deploymentId_idx" ON "SmokeRun"("deploymentId");

-- CreateIndex
CREATE INDEX "SmokeRun_status_idx" ON "SmokeRun"("status");

-- CreateIndex
CREATE UNIQUE INDEX "WorkloadChange_undoOfId_key" ON "WorkloadChange"("undoOfId");

-- CreateIndex
CREATE INDEX "WorkloadChange_serviceId_requestedAt_idx" ON "WorkloadChange"("serviceId", "requestedAt" DESC);

-- CreateIndex
CREATE INDEX "WorkloadChange_status_undoAt_idx" ON "WorkloadChange"("status", "undoAt");

-- CreateIndex
CREATE INDEX "Autoscaler_connectionId_namespace_targetKind_targetName_idx" ON "Autoscaler"("connectionId", "namespace", "targetKind", "targetName");

-- CreateIndex
CREATE UNIQUE INDEX "Autoscaler_connectionId_namespace_name_key" ON "Autoscaler"("connectionId", "namespace", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Deployment_approvalId_key" ON "Deployment"("approvalId");

-- AddForeignKey
ALTER TABLE "Deployment" ADD CONSTRAINT "Deployment_approvalId_fkey" FOREIGN KEY ("approvalId") REFERENCES "DeploymentApproval"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FreezeWindow" ADD CONSTRAINT "FreezeWindow_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeploymentApproval" ADD CONSTRAINT "DeploymentApproval_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeploymentApproval" ADD CONSTRAINT "DeploymentApproval_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Verdict" ADD CONSTRAINT "Verdict_deploymentId_fkey" FOREIGN KEY ("deploymentId") REFERENCES "Deployment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SmokeRun" ADD CONSTRAINT "SmokeRun_deploymentId_fkey" FOREIGN KEY ("deploymentId") REFERENCES "Deployment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ErrorBudget" ADD CONSTRAINT "ErrorBudget_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ErrorBudget" ADD CONSTRAINT "ErrorBudget_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WorkloadChange" ADD CONSTRAINT "WorkloadChange_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WorkloadChange" ADD CONSTRAINT "WorkloadChange_undoOfId_fkey" FOREIGN KEY ("undoOfId") REFERENCES "WorkloadChange"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Autoscaler" ADD CONSTRAINT "Autoscaler_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One request for a second person's word per version and place.
CREATE UNIQUE INDEX "DeploymentApproval_one_waiting" ON "DeploymentApproval" ("serviceId", "environmentId", "digest") WHERE "decision" IS NULL;
