-- CreateTable
CREATE TABLE "GithubReport" (
    "deploymentId" UUID NOT NULL,
    "repository" TEXT NOT NULL,
    "externalId" BIGINT NOT NULL,
    "state" TEXT,
    "reportedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "GithubReport_pkey" PRIMARY KEY ("deploymentId")
);

-- AddForeignKey
ALTER TABLE "GithubReport" ADD CONSTRAINT "GithubReport_deploymentId_fkey" FOREIGN KEY ("deploymentId") REFERENCES "Deployment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
