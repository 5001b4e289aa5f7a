-- AlterTable
ALTER TABLE "PullRequest" ADD COLUMN     "labels" TEXT[];

-- CreateTable
CREATE TABLE "PreviewRule" (
    "serviceId" UUID NOT NULL,
    "environment" TEXT NOT NULL,
    "settings" JSONB NOT NULL,

    CONSTRAINT "PreviewRule_pkey" PRIMARY KEY ("serviceId")
);

-- CreateTable
CREATE TABLE "Preview" (
    "id" UUID NOT NULL,
    "serviceId" UUID NOT NULL,
    "pullRequestId" UUID NOT NULL,
    "environment" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "connectionId" UUID,
    "namespace" TEXT NOT NULL,
    "ownsNamespace" BOOLEAN NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "commitSha" TEXT,
    "digest" TEXT,
    "image" TEXT,
    "problem" JSONB,
    "notes" JSONB NOT NULL DEFAULT '[]',
    "actor" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deployedAt" TIMESTAMPTZ(3),
    "readyAt" TIMESTAMPTZ(3),
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "endingAt" TIMESTAMPTZ(3),
    "endReason" TEXT,
    "endedAt" TIMESTAMPTZ(3),
    "cpu" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "memory" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "perHour" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "spent" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "pricedFrom" TIMESTAMPTZ(3),
    "retryAt" TIMESTAMPTZ(3),

    CONSTRAINT "Preview_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Preview_serviceId_requestedAt_idx" ON "Preview"("serviceId", "requestedAt");

-- CreateIndex
CREATE INDEX "Preview_status_endsAt_idx" ON "Preview"("status", "endsAt");

-- AddForeignKey
ALTER TABLE "PreviewRule" ADD CONSTRAINT "PreviewRule_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Preview" ADD CONSTRAINT "Preview_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Preview" ADD CONSTRAINT "Preview_pullRequestId_fkey" FOREIGN KEY ("pullRequestId") REFERENCES "PullRequest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Preview" ADD CONSTRAINT "Preview_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Never two previews at once of one pull request of a service.
CREATE UNIQUE INDEX "Preview_one_open" ON "Preview" ("serviceId", "pullRequestId") WHERE "status" <> 'ended';
