-- DropIndex
DROP INDEX "ClusterEvent_connectionId_namespace_involvedName_lastAt_idx";

-- CreateIndex
CREATE INDEX "ClusterEvent_connectionId_namespace_involvedName_lastAt_idx" ON "ClusterEvent"("connectionId", "namespace", "involvedName" text_pattern_ops, "lastAt" DESC);
