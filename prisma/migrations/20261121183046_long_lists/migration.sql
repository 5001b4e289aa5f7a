-- DropIndex
DROP INDEX "Deployment_status_idx";

-- CreateIndex
CREATE INDEX "Artifact_platformDigests_idx" ON "Artifact" USING GIN ("platformDigests");

-- CreateIndex
CREATE INDEX "Deployment_serviceId_requestedAt_id_idx" ON "Deployment"("serviceId", "requestedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Deployment_status_requestedAt_id_idx" ON "Deployment"("status", "requestedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Item_createdAt_id_idx" ON "Item"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Item_teamId_createdAt_id_idx" ON "Item"("teamId", "createdAt" DESC, "id" DESC);
