-- CreateIndex
CREATE INDEX "WorkloadChange_connectionId_namespace_kind_name_requestedAt_idx" ON "WorkloadChange"("connectionId", "namespace", "kind", "name", "requestedAt" DESC);
