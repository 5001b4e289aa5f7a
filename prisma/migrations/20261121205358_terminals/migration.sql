-- CreateTable
CREATE TABLE "TerminalRight" (
    "teamId" UUID NOT NULL,
    "environmentId" UUID NOT NULL,
    "allowedBy" JSONB NOT NULL,
    "allowedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TerminalRight_pkey" PRIMARY KEY ("teamId","environmentId")
);

-- CreateTable
CREATE TABLE "TerminalSession" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "actor" JSONB NOT NULL,
    "sessionId" UUID NOT NULL,
    "serviceId" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "environment" TEXT NOT NULL,
    "connectionId" UUID NOT NULL,
    "cluster" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "pod" TEXT NOT NULL,
    "container" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "ended" TEXT,
    "exitCode" INTEGER,
    "bytesIn" BIGINT,
    "bytesOut" BIGINT,

    CONSTRAINT "TerminalSession_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "TerminalSession_serviceId_startedAt_idx" ON "TerminalSession"("serviceId", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "TerminalSession_personId_endedAt_idx" ON "TerminalSession"("personId", "endedAt");

-- CreateIndex
CREATE INDEX "TerminalSession_endedAt_startedAt_idx" ON "TerminalSession"("endedAt", "startedAt");

-- AddForeignKey
ALTER TABLE "TerminalRight" ADD CONSTRAINT "TerminalRight_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TerminalRight" ADD CONSTRAINT "TerminalRight_environmentId_fkey" FOREIGN KEY ("environmentId") REFERENCES "Environment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TerminalSession" ADD CONSTRAINT "TerminalSession_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;
