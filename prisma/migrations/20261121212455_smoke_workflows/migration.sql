-- AlterTable
ALTER TABLE "SmokeRun" ADD COLUMN     "runRequestId" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "SmokeRun_runRequestId_key" ON "SmokeRun"("runRequestId");

-- AddForeignKey
ALTER TABLE "SmokeRun" ADD CONSTRAINT "SmokeRun_runRequestId_fkey" FOREIGN KEY ("runRequestId") REFERENCES "RunRequest"("id") ON DELETE SET NULL ON UPDATE CASCADE;
