-- DropIndex
DROP INDEX "Pod_workloadId_idx";

-- CreateIndex
CREATE INDEX "Pod_workloadId_ready_name_id_idx" ON "Pod"("workloadId", "ready", "name", "id");
