-- AlterTable
ALTER TABLE "RunRequest" ADD COLUMN     "operates" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "Runbook" (
    "id" UUID NOT NULL,
    "serviceId" UUID NOT NULL,
    "workflowId" UUID,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "environments" TEXT[],
    "inputs" JSONB NOT NULL,
    "approval" BOOLEAN NOT NULL,
    "approvalHours" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Runbook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RunbookRun" (
    "id" UUID NOT NULL,
    "runbookId" UUID NOT NULL,
    "serviceId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "incidentId" UUID,
    "status" TEXT NOT NULL,
    "asked" JSONB NOT NULL,
    "inputs" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "requestedBy" JSONB NOT NULL,
    "requesterId" TEXT NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "decidedBy" JSONB,
    "decidedAt" TIMESTAMPTZ(3),
    "decideReason" TEXT,
    "runRequestId" UUID,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "conclusion" TEXT,
    "failure" JSONB,
    "output" JSONB,

    CONSTRAINT "RunbookRun_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Runbook_serviceId_idx" ON "Runbook"("serviceId");

-- CreateIndex
CREATE UNIQUE INDEX "RunbookRun_runRequestId_key" ON "RunbookRun"("runRequestId");

-- CreateIndex
CREATE INDEX "RunbookRun_serviceId_requestedAt_id_idx" ON "RunbookRun"("serviceId", "requestedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "RunbookRun_incidentId_idx" ON "RunbookRun"("incidentId");

-- CreateIndex
CREATE INDEX "RunbookRun_runbookId_requestedAt_idx" ON "RunbookRun"("runbookId", "requestedAt" DESC);

-- CreateIndex
CREATE INDEX "RunbookRun_status_idx" ON "RunbookRun"("status");

-- AddForeignKey
ALTER TABLE "Runbook" ADD CONSTRAINT "Runbook_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Runbook" ADD CONSTRAINT "Runbook_workflowId_fkey" FOREIGN KEY ("workflowId") REFERENCES "Workflow"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunbookRun" ADD CONSTRAINT "RunbookRun_runbookId_fkey" FOREIGN KEY ("runbookId") REFERENCES "Runbook"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunbookRun" ADD CONSTRAINT "RunbookRun_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunbookRun" ADD CONSTRAINT "RunbookRun_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunbookRun" ADD CONSTRAINT "RunbookRun_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunbookRun" ADD CONSTRAINT "RunbookRun_runRequestId_fkey" FOREIGN KEY ("runRequestId") REFERENCES "RunRequest"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A runbook is under way once per environment, whoever asks: the database lets one through.
CREATE UNIQUE INDEX "RunbookRun_one_under_way" ON "RunbookRun"("runbookId", "environmentId") WHERE status IN ('waiting', 'requested', 'running');
