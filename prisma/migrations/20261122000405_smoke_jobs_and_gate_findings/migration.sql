-- AlterTable
ALTER TABLE "Deployment" ADD COLUMN     "gateFindings" JSONB;

-- AlterTable
ALTER TABLE "SmokeRun" ADD COLUMN     "job" JSONB;
